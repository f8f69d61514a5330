using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Tool.Up;

/// <summary>Tells a part of the platform something, as who may.</summary>
internal sealed class Told(HttpClient client, string token, CancellationToken stopping)
{
    /// <param name="what">The beginning of what is said where it is not taken.</param>
    public async Task SendAsync(HttpMethod method, string address, JsonObject body, string what)
    {
        using var request = new HttpRequestMessage(method, address)
        {
            // Its length is known, which not every server goes without
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        using var answer = await client.SendAsync(request, stopping);
        if (!answer.IsSuccessStatusCode)
            throw new FailedException($"{what} with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stopping)}");
    }
}
