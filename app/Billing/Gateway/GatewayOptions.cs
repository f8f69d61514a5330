using System.ComponentModel.DataAnnotations;

namespace Platform.Billing.Gateway;

/// <summary>Configuration section <c>Gateway</c>. Without a service the gateway is told nothing, and nobody is kept out.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>
    /// The API Management service in the resource manager:
    /// <c>https://management.azure.com/subscriptions/…/resourceGroups/…/providers/Microsoft.ApiManagement/service/…</c>; of a gateway on
    /// this machine, the same path at its own address.
    /// </summary>
    [Required]
    public Uri? Service { get; set; }

    /// <summary>The bearer token of a gateway on this machine. Default: one of Entra's, for the identity that the pod has.</summary>
    public string? Token { get; set; }
}
