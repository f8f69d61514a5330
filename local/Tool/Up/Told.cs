using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Tool.Up;

/// <summary>What is told to a part of the platform by whoever may.</summary>
internal static class Told
{
    /// <param name="what">The beginning of what is said where it is not taken.</param>
    public static async Task SendAsync(HttpClient client, (HttpMethod Method, string Address) to, string token, JsonObject body, string what, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(to.Method, to.Address)
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
