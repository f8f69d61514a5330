using System.Net;
using Platform.Infra.Gateway;

namespace Platform.Infra.Tests.Gateway;

public sealed class ServiceContentTests
{
    private const string Service = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/apim";

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.NoContent)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task RemoveAsync_WhetherThereOrNot_DeletesWithTheQueryThatItTakes(HttpStatusCode answer)
    {
        using var azure = new Azure(answer);
        await RemoveAsync(azure);

        Assert.Equal(
            [
                $"DELETE {Service}/products/old?deleteSubscriptions=true&api-version=2024-05-01 Bearer token *",
                $"DELETE {Service}/apis/echo-api?deleteRevisions=true&api-version=2024-05-01 Bearer token *",
            ],
            azure.Requests);
    }

    [Fact]
    public async Task RemoveAsync_Refused_SaysWhatIsStillThere()
    {
        using var azure = new Azure(HttpStatusCode.Conflict);
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => RemoveAsync(azure));

        Assert.Equal(
            "the gateway's tier 'products/old' is still there: 409 Conflict; run `pulumi up` again, which goes on where this stopped",
            failure.Message);
    }

    private static async Task RemoveAsync(Azure azure)
    {
        using var client = new HttpClient(azure, disposeHandler: false) { BaseAddress = new("https://management.example") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", "token");
        await ServiceContent.RemoveAsync(
            client, Service, "tier", [ServiceContent.Product("old"), "apis/echo-api?deleteRevisions=true&"], CancellationToken.None);
    }

    private sealed class Azure(HttpStatusCode answer) : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery} {request.Headers.Authorization} {request.Headers.IfMatch}");
            return Task.FromResult(new HttpResponseMessage(answer));
        }
    }
}
