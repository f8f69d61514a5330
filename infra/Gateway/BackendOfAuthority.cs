using System.Collections.Immutable;
using Pulumi;

namespace Platform.Infra.Gateway;

/// <summary>
/// A backend that names the authority of its certificate, which is where the newer SKUs look for one. The backends of the package are of
/// API version 2024-05-01 and cannot, hence the resource that takes any type and version.
/// https://github.com/Azure/azure-service-operator/issues/5322, https://github.com/pulumi/pulumi-azure-native/issues/68
/// </summary>
internal static class BackendOfAuthority
{
    /// <param name="properties">Of the backend, as Azure's API names them.</param>
    public static CustomResource Declare(
        GatewayScope gateway, string name, string id, ImmutableDictionary<string, object> properties, CustomResourceOptions options)
        => new Pulumi.AzureNative.Resources.Resource(name, new()
        {
            ResourceProviderNamespace = "Microsoft.ApiManagement",
            ParentResourcePath = Output.Format($"service/{gateway.ServiceName}"),
            ResourceType = "backends",
            ResourceName = id,
            ApiVersion = "2025-03-01-preview",
            ResourceGroupName = gateway.ResourceGroup,
            Properties = Output.Create<object>(properties),
        }, options);
}
