using System.Net;
using Platform.Inference.Generation.Embeddings;
using Platform.Inference.Models;
using Platform.Inference.Tests.Generation.Http;

namespace Platform.Inference.Tests.Generation.Embeddings;

public sealed class IntentTests : IAsyncLifetime
{
    private readonly EncoderFolder _folder = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync("--Models:Root", _folder.Path);

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("red", "I stop.")]
    [InlineData("Green green", "I go now.")]
    [InlineData("blue", "What?")]
    [InlineData("red green", "What?")]
    public async Task Message_IsAnsweredByWhatItMeans(string message, string expected)
    {
        var answer = await AskAsync(
            $$"""{"model":"colours","messages":[{"role":"user","content":"blue"},{"role":"assistant","content":"What?"}"""
            + $$""",{"role":"user","content":"{{message}}"}]}""");
        Assert.Equal(expected, (string)answer.Json["choices"]![0]!["message"]!["content"]!);
    }

    [Fact]
    public async Task Answer_CountsTokensOfMessageAndAnswer()
    {
        var answer = await AskAsync("""{"model":"colours","messages":[{"role":"user","content":"green"}]}""");
        Assert.Equal("""{"prompt_tokens":3,"completion_tokens":6,"total_tokens":9}""", answer.Json["usage"]!.ToJsonString());
        Assert.Contains(
            "inference_tokens_total{model=\"colours\",version=\"1\",direction=\"written\"} 6\n",
            (await _server.GetAsync("/metrics")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_CanBeAStream()
    {
        var chunks = SseEvents.Chunks(
            await AskAsync("""{"model":"colours","stream":true,"messages":[{"role":"user","content":"green"}]}"""));
        Assert.Equal("I go now.", string.Concat(chunks[1..^1].Select(chunk => (string)chunk["choices"]![0]!["delta"]!["content"]!)));
        Assert.Equal("stop", (string)chunks[^1]["choices"]![0]!["finish_reason"]!);
    }

    [Theory]
    [InlineData(
        "/v1/completions", """{"model":"colours","prompt":"red"}""", "model 'colours' answers in conversations; use /v1/chat/completions")]
    [InlineData(
        "/v1/chat/completions", """{"model":"colours","messages":[{"role":"system","content":"red"}]}""",
        "the last of 'messages' is of 'system'; model 'colours' answers those of 'user'")]
    [InlineData(
        "/v1/chat/completions", """{"model":"colours","messages":[{"role":"user","content":"red red red red red"}]}""",
        "'messages' has 7 tokens, and model 'colours' reads 6 tokens of a text; send less")]
    public async Task BadInput_IsRefused(string path, string body, string message)
    {
        var answer = await _server.PostAsync(path, body);
        Assert.Equal((HttpStatusCode.BadRequest, message), (answer.Status, (string?)answer.Json["error"]!["message"]));
    }

    [Theory]
    [InlineData("null", "its intents.json is null; expected an object")]
    [InlineData("""{"fallback":{"below":2,"answer":"a"},"intents":[]}""", "its intents.json sets fallback.below to 2; expected 0 to 1")]
    [InlineData("""{"fallback":{"below":0.5,"answer":"a"},"intents":[]}""", "its intents.json has no intents; expected at least one")]
    [InlineData(
        """{"fallback":{"below":0.5,"answer":"a"},"intents":[{"name":"n","examples":[],"answer":"a"}]}""",
        "its intents.json gives 'n' no example, or an empty one; expected some sentences")]
    [InlineData(
        """{"intents":[]}""",
        "its intents.json does not fit at '$' (line 1); expected "
        + "{\"fallback\":{\"below\":0.3,\"answer\":\"…\"},\"intents\":[{\"name\":\"…\",\"examples\":[\"…\"],\"answer\":\"…\"}]}")]
    public void File_ThatDoesNotFit_SaysWhy(string json, string message)
    {
        File.WriteAllText(_folder.FileOf("intents.json"), json);
        Assert.Equal(
            message,
            Assert.Throws<ModelLoadException>(() => IntentFile.TryRead(Path.GetDirectoryName(_folder.FileOf("intents.json"))!)).Message);
    }

    private Task<Answer> AskAsync(string body) => _server.PostAsync("/v1/chat/completions", body);
}
