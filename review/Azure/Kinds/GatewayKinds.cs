namespace Platform.Review.Azure.Kinds;

/// <summary>API Management.</summary>
internal static class GatewayKinds
{
    private const string Apim = "Microsoft.ApiManagement/service/{serviceName}";
    private const string Api = Apim + "/apis/{apiId}";
    private const string Product = Apim + "/products/{productId}";
    private const string Pricing = "https://azure.microsoft.com/pricing/details/api-management/";

    public static Kind[] All { get; } =
    [
        new("azure-native:apimanagement:Api") { Path = Api, Free = Pricing, Label = "API" },
        new("azure-native:apimanagement:ApiManagementService")
            { Path = Apim, Label = "API Management", Holds = Holding.Lasting, IsTaggable = true, HasLogs = true },
        new("azure-native:apimanagement:ApiOperation") { Path = Api + "/operations/{operationId}", Free = Pricing },
        new("azure-native:apimanagement:ApiOperationPolicy")
            { Path = Api + "/operations/{operationId}/policies/{policyId=policy}", Free = Pricing },
        new("azure-native:apimanagement:ApiPolicy") { Path = Api + "/policies/{policyId=policy}", Free = Pricing },
        new("azure-native:apimanagement:ApiVersionSet") { Path = Apim + "/apiVersionSets/{versionSetId}", Free = Pricing },
        new("azure-native:apimanagement:Backend") { Path = Apim + "/backends/{backendId}", Free = Pricing },
        new("azure-native:apimanagement:Diagnostic") { Path = Apim + "/diagnostics/{diagnosticId}", Free = Pricing },
        new("azure-native:apimanagement:IdentityProvider") { Path = Apim + "/identityProviders/{identityProviderName}", Free = Pricing },
        new("azure-native:apimanagement:Logger") { Path = Apim + "/loggers/{loggerId}", Free = Pricing },
        new("azure-native:apimanagement:NamedValue") { Path = Apim + "/namedValues/{namedValueId}", Free = Pricing },
        new("azure-native:apimanagement:PolicyFragment") { Path = Apim + "/policyFragments/{id}", Free = Pricing },
        new("azure-native:apimanagement:Product") { Path = Product, Free = Pricing },
        new("azure-native:apimanagement:ProductApi") { Path = Product + "/apis/{apiId}", Free = Pricing },
        new("azure-native:apimanagement:ProductGroup") { Path = Product + "/groups/{groupId}", Free = Pricing },
        new("azure-native:apimanagement:ProductPolicy") { Path = Product + "/policies/{policyId=policy}", Free = Pricing },
        new("azure-native:apimanagement:Subscription")
        {
            Path = Apim + "/subscriptions/{sid}",
            Holds = Holding.Identity,
            Free = Pricing,
            ForceNew = ["ownerId"],
        },
    ];
}
