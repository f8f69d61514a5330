using System.Text.Json.Nodes;

namespace Platform.Bench.Texts;

/// <summary>Callers who each ask for a text over HTTP, again and again.</summary>
internal static class TextCallers
{
    /// <summary>Of the server's processor: .NET compiles what is busy again and again until it is at its best.</summary>
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(8);

    public static Scenario Ask(int tokens) => new(
        "/v1/completions", [("Content-Type", "application/json")],
        System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["model"] = TextsBench.Model, ["prompt"] = TextsBench.Prompt, ["max_tokens"] = tokens, ["temperature"] = 0 }.ToJsonString()), 1);

    /// <returns>Tokens written a second of the server's processor.</returns>
    public static async Task<double> RunAsync(Peer server, int callers, TimeSpan time)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = callers }) { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
        await CountAsync(client, callers, server, s_warmUp);
        var start = server.ProcessorTime;
        return await CountAsync(client, callers, server, start + time) / (server.ProcessorTime - start).TotalSeconds;
    }

    private static async Task<long> CountAsync(HttpClient client, int callers, Peer server, TimeSpan until)
    {
        var ask = Ask(TextsBench.Tokens);
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            long tokens = 0;
            while (server.ProcessorTime < until)
            {
                using var content = new ByteArrayContent(ask.Body) { Headers = { { "Content-Type", "application/json" } } };
                using var answer = await client.PostAsync(ask.Path, content);
                answer.EnsureSuccessStatusCode();
                tokens += (long)JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync())!["usage"]!["completion_tokens"]!;
            }

            return tokens;
        }));
        return counts.Sum();
    }
}
