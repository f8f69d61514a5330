using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;

namespace Platform.Infra.Tests.Cloud;

/// <summary>Says yes to everything, and remembers it.</summary>
internal sealed class RecordingCloud : IMocks
{
    public const string Subscription = "00000000-0000-0000-0000-0000000000aa";
    public const string UploadPath = "source/today.tar.gz";

    private readonly ConcurrentDictionary<(string Type, string Name), ImmutableDictionary<string, object>> _inputs = new();
    private readonly ConcurrentQueue<Declared> _declared = new();

    /// <summary>How the build of the image ends.</summary>
    public string BuildStatus { get; init; } = "Succeeded";

    public ImmutableDictionary<string, Output<object?>> StackOutputs { get; private set; } =
        ImmutableDictionary<string, Output<object?>>.Empty;

    public IReadOnlyList<Declared> Declared()
    {
        foreach (var declared in _declared)
            if (_inputs.TryGetValue((declared.Type, declared.Name), out var inputs))
                declared.Inputs = inputs;
        return [.. _declared];
    }

    public ResourceTransformationResult? Record(ResourceTransformationArgs args)
    {
        _declared.Enqueue(new(args.Resource, args.Args, args.Options));
        return null;
    }

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        Assert.True(_inputs.TryAdd((args.Type!, args.Name!), args.Inputs), $"two resources are {args.Type} {args.Name}");
        if (args.Type!.StartsWith("platform:", StringComparison.Ordinal))
            return Task.FromResult<(string?, object)>((null, args.Inputs));
        var state = args.Inputs.ToBuilder();
        state["name"] = AzureName(args);
        foreach (var (name, value) in Computed(args))
            state[name] = value;
        return Task.FromResult<(string?, object)>(($"/subscriptions/{Subscription}/{args.Type}/{state["name"]}", state.ToImmutable()));
    }

    public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Token switch
    {
        "azure-native:authorization:getClientConfig" => Map(
            ("clientId", "client"), ("objectId", "deployer"), ("subscriptionId", Subscription), ("tenantId", "tenant")),
        "azure-native:authorization:getClientToken" => Map(("token", $"token for {args.Args["endpoint"]}")),
        "azuread:index/getClientConfig:getClientConfig" => Map(
            ("clientId", "client"), ("id", "config"), ("objectId", "deployer"), ("tenantId", "tenant")),
        "azure-native:containerregistry:listRegistryBuildSourceUploadUrl" => Map(
            ("relativePath", UploadPath), ("uploadUrl", "https://upload.invalid/source")),
        "azure-native:containerservice:listManagedClusterUserCredentials" => Map(
            ("kubeconfigs", ImmutableArray.Create<object>(Map(("name", "clusterUser"), ("value", Kubeconfig))))),
        _ => throw new InvalidOperationException($"nothing is known of the function {args.Token}"),
    });

    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        if (args.Urn.Contains("::pulumi:pulumi:Stack::", StringComparison.Ordinal))
            StackOutputs = args.Outputs;
        return Task.CompletedTask;
    }

    private static string Kubeconfig => Convert.ToBase64String(
        """
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: QVVUSE9SSVRZ
            server: https://cluster.example:443
          name: aks
        """u8);

    // The input that carries an Azure resource's name is called after its type, more or less
    private static object AzureName(MockResourceArgs args) =>
        args.Inputs.GetValueOrDefault($"{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(args.Type!.Split(':')[^1])}Name")
        ?? args.Inputs.GetValueOrDefault("name")
        ?? args.Inputs.FirstOrDefault(input => input.Key.EndsWith("Name", StringComparison.Ordinal)
            && input.Key is not ("resourceGroupName" or "displayName" or "registryName" or "publisherName" or "accountName" or "clusterName" or "workspaceName")
            && input.Value is string).Value
        ?? args.Inputs.GetValueOrDefault("registryName") ?? args.Inputs.GetValueOrDefault("accountName")
        ?? args.Inputs.GetValueOrDefault("resourceGroupName") ?? args.Name!;

    /// <summary>Of the image that was built.</summary>
    public static string Digest { get; } = $"sha256:{new string('d', 64)}";

    private (string Name, object Value)[] Computed(MockResourceArgs args) => args.Type![(args.Type!.LastIndexOf(':') + 1)..] switch
    {
        "Workspace" => [("workspaceId", $"{args.Name}-guid")],
        "UserAssignedIdentity" => [("principalId", $"{args.Name}-principal"), ("clientId", $"{args.Name}-client")],
        "Registry" => [("loginServer", $"{args.Inputs["registryName"]}.azurecr.io")],
        "AzureMonitorWorkspace" => [("metrics", Map(("internalId", "metrics"), ("prometheusQueryEndpoint", "https://metrics.example")))],
        // Named by an id within their service
        "Api" => [("name", args.Inputs["apiId"])],
        "Backend" => [("name", args.Inputs["backendId"])],
        "Product" => [("name", args.Inputs["productId"])],
        "ApiVersionSet" => [("name", args.Inputs["versionSetId"])],
        "Deployment" when args.Type == "azure-native:resources:Deployment" =>
        [
            ("properties", Map(("outputs", Map(("run", Map(("type", "Object"), ("value", Map(("properties", Map(
                ("runId", "cb1"), ("status", BuildStatus),
                ("outputImages", ImmutableArray.Create<object>(Map(("digest", Digest))))))))))))))
        ],
        "ApiManagementService" =>
        [
            ("gatewayUrl", "https://gateway.example"), ("developerPortalUrl", "https://portal.example"),
            ("privateIPAddresses", ImmutableArray.Create<object>("10.0.0.9")),
        ],
        "Component" => [("connectionString", "InstrumentationKey=0"), ("creationDate", "2026-11-20T23:59:59.1+00:00")],
        "ManagedCluster" => [("oidcIssuerProfile", Map(("enabled", true), ("issuerURL", "https://issuer.example/")))],
        "Application" => [("clientId", "api-client")],
        "Group" => [("objectId", "admins-object")],
        "ServicePrincipal" => [("objectId", $"{args.Name}-object")],
        "ServerlessEndpoint" => [("properties", Map(("inferenceEndpoint", Map(("uri", "https://llm.example")))))],
        "Key" => [("keyUriWithVersion", $"https://vault.example/keys/{args.Name}/1")],
        "Zone" => [("nameServers", ImmutableArray.Create<object>("ns1.example.", "ns2.example."))],
        "Server" => [("fullyQualifiedDomainName", "database.example")],
        "PolicyFragment" => [("name", args.Name!)],
        "PrivateKey" => [("privateKeyPem", "PRIVATE"), ("publicKeyPem", "PUBLIC")],
        "CertRequest" => [("certRequestPem", "REQUEST")],
        "SelfSignedCert" or "LocallySignedCert" =>
            [("validityEndTime", "2036-11-20T00:00:00Z"),
                ("certPem", "-----BEGIN CERTIFICATE-----\nQ0VSVA==\n-----END CERTIFICATE-----\n")],
        _ => [],
    };

    private static ImmutableDictionary<string, object> Map(params (string Key, object Value)[] entries) =>
        entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value);
}
