using System.Collections.Immutable;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.ManagedIdentity;
using static Platform.Infra.Components.ArmTemplate;

namespace Platform.Infra.MachineLearning;

/// <summary>How many calls each deployment of the online endpoint answers, or gets a copy of.</summary>
internal static class EndpointRouting
{
    public static void Declare(
        WorkspaceScope scope, EndpointSettings settings, (OnlineEndpoint Resource, EndpointProperties Properties) endpoint,
        UserAssignedIdentity identity, List<Resource> deployments)
        => EndpointUpdate.Declare(scope, "endpoint", new("onlineEndpoints", endpoint.Resource.Name, identity.Id.Apply(id => Map(
            ("identity", Map(("type", "UserAssigned"), ("userAssignedIdentities", Map((id, Map()))))),
            ("properties", Map(
                ("authMode", endpoint.Properties.AuthMode), ("publicNetworkAccess", endpoint.Properties.PublicNetworkAccess),
                ("description", endpoint.Properties.Description),
                ("traffic",
                    Split(settings, settings.GreenPercent).Add(
                        ManagedOnlineDeployment.NameOf("blue", settings), 100 - settings.GreenPercent)),
                ("mirrorTraffic", Split(settings, settings.MirrorPercent))))))), deployments);

    // Only what there is may be named, and 0 has to be said
    private static ImmutableDictionary<string, object> Split(EndpointSettings settings, int green)
        => settings.HasGreen ? Map((ManagedOnlineDeployment.NameOf("green", settings), green)) : Map();
}
