using System.Net;
using static Platform.Inference.Tests.Releases.ReleasePage;

namespace Platform.Inference.Tests.Generation.Embeddings;

/// <summary>A version of an encoder that is being released: its embeddings, and its answers by meaning.</summary>
public sealed class EncoderReleaseTests : IDisposable
{
    private const string Trial = "model=\"colours\",version=\"2\"";
    private const string Settings = """
        {"embedding":{"maxTokens":6},"batching":{"maxBatchSize":8},"release":{"version":2,"shadowPercent":100}}
        """;

    private readonly EncoderFolder _folder = new(Settings);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.25)]
    public async Task Embeddings_OfAShadow_AreCompared_TextByText(int red, double expected)
    {
        _folder.AddVersion(2, red);
        await using var server = await RunningServer.StartAsync("--Models:Root", _folder.Path);

        await AskAsync(server, "/v1/embeddings", """{"model":"colours","input":["red","green","blue","grey"]}""");
        await Eventually.TrueAsync(async () => await MetricAsync(server, "inference_release_comparisons_total", Trial) == 1);

        Assert.Equal(expected, await MetricAsync(server, "inference_release_disagreements_total", Trial));
        Assert.Equal(0, await MetricAsync(server, "inference_release_failures_total", Trial));
        Assert.Equal(0, await MetricAsync(server, "inference_requests_total", $"{Trial},outcome=\"success\""));
    }

    [Fact]
    public async Task Embeddings_OfManyTexts_AreComparedByTheFirstOfThem()
    {
        _folder.AddVersion(2, red: 1);
        await using var server = await RunningServer.StartAsync("--Models:Root", _folder.Path);

        var texts = Enumerable.Range(0, 40).Select(i => i is 0 or 39 ? "\"red\"" : "\"blue\"");
        await AskAsync(server, "/v1/embeddings", $$"""{"model":"colours","input":[{{string.Join(',', texts)}}]}""");
        await Eventually.TrueAsync(async () => await MetricAsync(server, "inference_release_comparisons_total", Trial) == 1);

        Assert.Equal(1.0 / 16, await MetricAsync(server, "inference_release_disagreements_total", Trial));
    }

    [Theory]
    [InlineData("red", 1)]
    [InlineData("green", 0)]
    [InlineData("blue", 0)]
    public async Task AnswersByMeaning_OfAShadow_AreTheSameOrNot(string message, double expected)
    {
        _folder.AddVersion(2, intents: EncoderFolder.Intents.Replace("I stop.", "I halt.", StringComparison.Ordinal));
        await using var server = await RunningServer.StartAsync("--Models:Root", _folder.Path);

        await AskAsync(
            server, "/v1/chat/completions", $$"""{"model":"colours","messages":[{"role":"user","content":"{{message}}"}]}""");
        await Eventually.TrueAsync(async () => await MetricAsync(server, "inference_release_comparisons_total", Trial) == 1);

        Assert.Equal(expected, await MetricAsync(server, "inference_release_disagreements_total", Trial));
    }

    private static async Task AskAsync(RunningServer server, string path, string body)
        => Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(path, body)).Status);
}
