using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>
/// What is changed about one API, one after the other: API Management refuses a change while another is in progress, of the API itself as
/// of a product that is given it, and Azure Native does not try again.
/// https://github.com/Azure/azure-api-management-devops-resource-kit/pull/432
/// </summary>
internal sealed class ApiChanges(GatewayScope gateway, Api api)
{
    private Resource _last = api;

    /// <param name="declare">Declares the change with the options that it is given.</param>
    /// <param name="dependsOn">What it waits for besides.</param>
    public T Next<T>(Func<CustomResourceOptions, T> declare, params IEnumerable<Resource> dependsOn) where T : CustomResource
        => NextOf(gateway, declare, dependsOn);

    /// <summary>Likewise, of a part of the gateway with a component of its own.</summary>
    public T NextOf<T>(GatewayScope part, Func<CustomResourceOptions, T> declare, params IEnumerable<Resource> dependsOn)
        where T : CustomResource
    {
        var change = declare(part.Child([_last, .. dependsOn]));
        _last = change;
        return change;
    }

    /// <summary>Options of what comes last, of whichever part.</summary>
    public CustomResourceOptions NextOf(GatewayScope part) => part.Child(_last);
}
