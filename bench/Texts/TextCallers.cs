using System.Text.Json.Nodes;

namespace Platform.Bench.Texts;

/// <summary>Callers who each ask for a text over HTTP, again and again.</summary>
internal sealed class TextCallers(Peer server, int callers) : IDisposable
{
    /// <summary>Of the server's processor, until all callers are under way.</summary>
    private static readonly TimeSpan _begin = TimeSpan.FromSeconds(0.2);

    private static readonly TimeSpan _glance = TimeSpan.FromMilliseconds(5);

    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = callers })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{server.Port}"),
    };
    private long _tokens;

    public static Scenario Ask(int tokens) => new(
        "/v1/completions", [("Content-Type", "application/json")],
        System.Text.Encoding.UTF8.GetBytes(new JsonObject
        {
            ["model"] = TextsBench.Model, ["prompt"] = TextsBench.Prompt, ["max_tokens"] = tokens, ["temperature"] = 0,
        }.ToJsonString()), 1);

    /// <param name="time">Of the server's processor.</param>
    /// <returns>Tokens written a second of it, while all callers are there.</returns>
    public async Task<double> TakeTurnAsync(TimeSpan time)
    {
        using var stop = new CancellationTokenSource();
        var asking = Task.WhenAll(Enumerable.Range(0, callers).Select(_ => AskAsync(stop.Token)));
        var begin = await WaitAsync(server.ProcessorTime + _begin, asking);
        var end = await WaitAsync(begin.Time + time, asking);
        var result = (end.Tokens - begin.Tokens) / (end.Time - begin.Time).TotalSeconds;
        await stop.CancelAsync();
        await asking;
        return result;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>
    /// Texts that began together end together, and are counted when they end: a turn is from the end of some to that of others.
    /// </summary>
    private async Task<(TimeSpan Time, long Tokens)> WaitAsync(TimeSpan until, Task asking)
    {
        while (server.ProcessorTime < until)
            await GlanceAsync(asking);
        for (var (before, isEnding) = (Interlocked.Read(ref _tokens), false); ; before = Interlocked.Read(ref _tokens))
        {
            await GlanceAsync(asking);
            var isMore = Interlocked.Read(ref _tokens) > before;
            if (isEnding && !isMore)
                return (server.ProcessorTime, before);
            isEnding |= isMore;
        }
    }

    private static async Task GlanceAsync(Task asking)
    {
        if (await Task.WhenAny(asking, Task.Delay(_glance)) == asking)
            await asking;
    }

    private async Task AskAsync(CancellationToken stop)
    {
        var ask = Ask(TextsBench.Tokens);
        while (!stop.IsCancellationRequested)
        {
            using var content = new ByteArrayContent(ask.Body) { Headers = { { "Content-Type", "application/json" } } };
            using var answer = await _client.PostAsync(ask.Path, content, CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            Interlocked.Add(
                ref _tokens,
                (long)JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync(CancellationToken.None))!["usage"]!["completion_tokens"]!);
        }
    }
}
