using System.Collections.Immutable;
using Pulumi.Testing;

namespace Platform.Review.Evaluation;

/// <summary>Microsoft Entra ID: objects and applications have ids that it draws, here from their type and name.</summary>
internal sealed class EntraProvider : ICloudProvider
{
    public static EntraProvider Instance { get; } = new();

    public CloudResource Create(MockResourceArgs args)
    {
        var seed = Seed(args.Type!, args.Name!);
        var objectId = ObjectId(args.Type!, args.Name!);
        var drawn = Outputs.Of(
            ("objectId", objectId),
            ("tenantId", Tenant.TenantId),
            ("publisherDomain", "plan.onmicrosoft.com"),
            ("credentialId", Deterministic.Guid($"{seed}/credential")));
        // An application draws its client id; whatever belongs to one is given it.
        if (!args.Inputs.ContainsKey("clientId"))
            drawn = drawn.Add("clientId", ClientId(args.Type!, args.Name!));
        return new CloudResource($"{Collection(args.Type!)}{objectId}", args.Inputs.MergedWith(drawn));
    }

    public static string ObjectId(string type, string name) => Deterministic.Guid(Seed(type, name));

    public static string ClientId(string type, string name) => Deterministic.Guid($"{Seed(type, name)}/client");

    private static string Seed(string type, string name) => $"{type}/{name}";

    private static string Collection(string type) => type.Split(':')[^1] switch
    {
        "Application" => "/applications/",
        "ServicePrincipal" => "/servicePrincipals/",
        "Group" => "/groups/",
        _ => "",
    };
}
