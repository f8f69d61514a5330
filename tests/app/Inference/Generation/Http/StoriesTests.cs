using System.Net;
using System.Text.Json.Nodes;

namespace Platform.Inference.Tests.Generation.Http;

/// <summary>The bundled model, as it is called.</summary>
public sealed class StoriesTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    [Fact]
    public async Task Prompt_IsGoneOnFrom()
    {
        var answer = await bundled.Server.PostAsync("/generate-text", """{"prompt":"Once upon a time...","max_length":100,"seed":7}""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("Once upon a time...", (string)answer.Json["generated_text"]!, StringComparison.Ordinal);
        Assert.InRange((int)answer.Json["usage"]!["total_tokens"]!, 20, 100);
        Assert.DoesNotContain("<|", (string)answer.Json["generated_text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GreedyText_IsTheSameAlone_AndAmong32Callers()
    {
        string[] beginnings = ["Once upon a time", "A brave bear", "Max and Lily went to the park.", "It was a foggy morning."];
        var prompts = Enumerable.Range(0, 32).Select(i => string.Join(' ', Enumerable.Repeat(beginnings[i % 4], 1 + (i / 4)))).ToList();
        var alone = new List<string>();
        foreach (var prompt in prompts)
            alone.Add(await WriteAsync(prompt, 0, 1));
        Assert.Equal(alone, await Task.WhenAll(prompts.Select(prompt => WriteAsync(prompt, 0, 1))));
    }

    [Fact]
    public async Task SameSeed_GivesTheSameText_AlsoAmongOthers()
    {
        var alone = await WriteAsync("Once upon a time", 1, 7);
        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => WriteAsync("Once upon a time", 1, i)));
        Assert.Equal(alone, together[7]);
        Assert.True(together.Distinct().Count() > 4);
    }

    [Theory]
    [InlineData("Hello!", "Hello! Shall I tell you a story?")]
    [InlineData("What is the capital of France?", "I only know how to tell little stories. Shall I tell you one?")]
    public async Task Chat_OfWhatItKnowsNothingOf_OffersAStory(string asked, string answered)
    {
        var answer = await ChatAsync(new JsonObject { ["role"] = "user", ["content"] = asked });
        Assert.Equal(
            (answered, "stop"),
            ((string?)answer.Json["choices"]![0]!["message"]!["content"], (string?)answer.Json["choices"]![0]!["finish_reason"]));
    }

    [Fact]
    public async Task Chat_WithASystemMessage_IsRefusedByItsTemplate()
    {
        var answer = await ChatAsync(new JsonObject { ["role"] = "system", ["content"] = "Be brief." });
        Assert.Equal(
            (HttpStatusCode.BadRequest,
                "the chat template of model 'stories' refuses these messages: stories knows the roles user and assistant only"),
            (answer.Status, (string?)answer.Json["error"]!["message"]));
    }

    [Fact]
    public void Files_AreSmall() => Assert.InRange(
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "models", "stories", "1")).Sum(file => new FileInfo(file).Length),
        1, 2_000_000);

    private Task<Answer> ChatAsync(JsonObject message) => bundled.Server.PostAsync(
        "/v1/chat/completions",
        new JsonObject { ["model"] = "stories", ["messages"] = new JsonArray(message), ["temperature"] = 0 }.ToJsonString());

    private async Task<string> WriteAsync(string prompt, double temperature, int seed)
    {
        var body = new JsonObject
        {
            ["model"] = "stories", ["prompt"] = prompt, ["max_tokens"] = 120, ["temperature"] = temperature, ["seed"] = seed,
        };
        return (string)(await bundled.Server.PostAsync("/v1/completions", body.ToJsonString())).Json["choices"]![0]!["text"]!;
    }
}
