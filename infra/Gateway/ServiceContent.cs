using System.Net;
using System.Net.Http.Headers;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Pulumi.AzureNative.Authorization;
using Pulumi.Utilities;

namespace Platform.Infra.Gateway;

/// <summary>
/// Deletes from the service what Azure Native cannot: what no program made, and what a query alone deletes, as the provider sends none.
/// https://github.com/pulumi/pulumi-azure-native/issues/846
/// </summary>
internal static class ServiceContent
{
    private static readonly Uri _manager = new("https://management.azure.com");

    /// <summary>A hook that deletes on a real <c>pulumi up</c>.</summary>
    /// <param name="what">In words, as a failure names it: <c>sample</c>.</param>
    /// <param name="paths">By what the resource was and is to be: below the service, up to the query's last parameter.</param>
    public static ResourceHook Remover(
        string name, ApiManagementService service, string what, Func<ResourceHookArgs, IReadOnlyList<string>> paths)
    {
        // Asked for when there is a service, as a token does not live for as long as one takes to be made
        var token = Output.CreateSecret(
            GetClientToken.Invoke(new() { Endpoint = service.Id.Apply(_ => _manager.ToString()) }, new InvokeOptions { Parent = service })
                .Apply(answer => answer.Token));
        return new(name, async (change, cancellationToken) =>
        {
            if (paths(change) is not { Count: > 0 } removed)
                return;
            using var client = new HttpClient { BaseAddress = _manager };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer", await OutputUtilities.GetValueAsync(token));
            await RemoveAsync(client, await OutputUtilities.GetValueAsync(service.Id), what, removed, cancellationToken);
        });
    }

    /// <param name="client">Of Azure Resource Manager, as somebody who may delete there.</param>
    /// <exception cref="HttpRequestException">Names what is still there.</exception>
    public static async Task RemoveAsync(
        HttpClient client, string serviceId, string what, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, $"{serviceId}/{path}api-version=2024-05-01");
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
            using var response = await client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.NotFound)
                throw new HttpRequestException(
                    $"the gateway's {what} '{path.Split('?')[0]}' is still there: {(int)response.StatusCode} {response.ReasonPhrase}; "
                    + "run `pulumi up` again, which goes on where this stopped");
        }
    }

    /// <summary>A product with the subscriptions to it, without which Azure deletes none.</summary>
    public static string Product(string name) => $"products/{name}?deleteSubscriptions=true&";
}
