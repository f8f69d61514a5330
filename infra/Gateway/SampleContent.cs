using System.Net;
using System.Net.Http.Headers;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Pulumi.AzureNative.Authorization;
using Pulumi.Utilities;

namespace Platform.Infra.Gateway;

/// <summary>
/// What Azure puts into a new service, unasked: a global policy and, with the classic SKUs, two products, one of them without limits, and an
/// API. No resource of a program can take away what it did not make, so that it goes before the first of ours comes, on a real
/// <c>pulumi up</c>. https://github.com/hashicorp/terraform-provider-azurerm/issues/4121
/// </summary>
internal static class SampleContent
{
    private static readonly Uri Manager = new("https://management.azure.com");

    // Azure Native puts a policy in the place of Azure's only where that has, letter for letter, the text that it had in 2024:
    // https://github.com/pulumi/pulumi-azure-native/pull/3688
    private static readonly string[] Paths =
    [
        "policies/policy?", "apis/echo-api?deleteRevisions=true&",
        .. TierList.Reserved.Select(product => $"products/{product}?deleteSubscriptions=true&"),
    ];

    /// <summary>For the service's first child.</summary>
    public static ResourceHook RemovedBefore(PlatformScope scope, ApiManagementService service)
    {
        // Asked for when there is a service, as a token does not live for as long as one takes to be made
        var token = Output.CreateSecret(
            GetClientToken.Invoke(new() { Endpoint = service.Id.Apply(_ => Manager.ToString()) }).Apply(answer => answer.Token));
        return new($"remove-samples-{scope.Stack}", async (_, cancellationToken) =>
        {
            using var client = new HttpClient { BaseAddress = Manager };
            await RemoveAsync(
                client, await OutputUtilities.GetValueAsync(service.Id), await OutputUtilities.GetValueAsync(token), cancellationToken);
        });
    }

    /// <param name="client">Of Azure Resource Manager.</param>
    /// <exception cref="HttpRequestException">Names what is still there.</exception>
    public static async Task RemoveAsync(HttpClient client, string serviceId, string token, CancellationToken cancellationToken)
    {
        foreach (var path in Paths)
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, $"{serviceId}/{path}api-version=2024-05-01");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
            using var response = await client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.NotFound)
                throw new HttpRequestException(
                    $"the gateway's sample '{path.Split('?')[0]}' is still there: {(int)response.StatusCode} {response.ReasonPhrase}; "
                    + "run `pulumi up` again, which goes on where this stopped");
        }
    }
}
