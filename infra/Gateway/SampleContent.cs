using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>
/// What Azure puts into a new service of the classic SKUs, unasked: two products, one of them without limits, and an API. No resource of a
/// program can take away what it did not make, so that it goes before ours comes, on a real <c>pulumi up</c>.
/// https://github.com/hashicorp/terraform-provider-azurerm/issues/4121
/// </summary>
internal static class SampleContent
{
    public static IReadOnlyList<string> Paths { get; } =
        ["apis/echo-api?deleteRevisions=true&", .. TierList.Reserved.Select(ServiceContent.Product)];

    public static ResourceHook RemovedBefore(PlatformScope scope, ApiManagementService service)
        => ServiceContent.Remover($"remove-samples-{scope.Stack}", service, "sample", _ => Paths);
}
