using System.Net;
using System.Text.Json.Nodes;
using Platform.Inference.Tests.Generation;
using Platform.Inference.Tests.Generation.Http;
using Platform.Inference.Tests.Usage;

namespace Platform.Inference.Tests.Conversations;

/// <summary>What holds of conversations wherever they are kept.</summary>
public abstract class ConversationTests : IAsyncLifetime
{
    private readonly DecoderFolder _folder = new();
    private RunningServer? _server;

    /// <summary>Why there is no such database here; null where there is.</summary>
    protected abstract string? Missing { get; }

    /// <summary>How the server connects.</summary>
    protected string Database { get; private set; } = "";

    protected string Models => _folder.Path;

    protected abstract Task<string> CreateDatabaseAsync();

    public async Task InitializeAsync()
    {
        if (Missing is not null)
            return;
        Database = await CreateDatabaseAsync();
        _server = await StartAsync();
    }

    public virtual async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }

    [SkippableFact]
    public async Task Conversation_IsCreated_AnsweredWithWhatWasSaid_Listed_AndDeleted()
    {
        var id = await CreateAsync("ann");
        var first = await SayAsync("ann", id, "ab", 5);
        var expected = SumServer.After([0, .. DecoderFolder.TokensOf("ab"), 1], 5).Text;
        Assert.Equal(
            ("chat.completion", expected), ((string?)first.Json["object"], (string?)first.Json["choices"]![0]!["message"]!["content"]));
        Assert.Equal("0", first.Response.Headers.GetValues("X-Conversation-Dropped-Turns").Single());

        // The template has nothing but <|user|> before each message, so that the model reads all that was said
        var second = await SayAsync("ann", id, "c", 5);
        int[] prompt = [0, .. DecoderFolder.TokensOf("ab"), 0, .. DecoderFolder.TokensOf(expected), 0, .. DecoderFolder.TokensOf("c"), 1];
        Assert.Equal(prompt.Length, (int)second.Json["usage"]!["prompt_tokens"]!);
        Assert.Equal(SumServer.After(prompt, 5).Text, (string?)second.Json["choices"]![0]!["message"]!["content"]);

        var read = await SendAsync("ann", HttpMethod.Get, $"/conversations/{id}");
        Assert.Equal(
            ["user", "assistant", "user", "assistant"], read.Json["messages"]!.AsArray().Select(message => (string)message!["role"]!));
        Assert.Equal(["ab", expected, "c"], read.Json["messages"]!.AsArray().Take(3).Select(message => (string)message!["content"]!));
        Assert.Equal(30 * 86_400, (long)read.Json["expires_at"]! - (long)read.Json["created"]!, tolerance: 60.0);

        Assert.Equal([id], await ListAsync("ann"));
        Assert.Equal(
            $$"""{"id":"{{id}}","object":"conversation.deleted","deleted":true}""",
            (await SendAsync("ann", HttpMethod.Delete, $"/conversations/{id}")).Text);
        Assert.Empty(await ListAsync("ann"));
        Assert.Equal(HttpStatusCode.NotFound, (await SayAsync("ann", id, "ab", 5)).Status);
    }

    [SkippableFact]
    public async Task Conversation_OfAnother_IsNotThere()
    {
        var id = await CreateAsync("ann");
        Assert.Empty(await ListAsync("bob"));
        foreach (var answer in (Answer[])[
            await SendAsync("bob", HttpMethod.Get, $"/conversations/{id}"), await SayAsync("bob", id, "ab", 5),
            await SendAsync("bob", HttpMethod.Delete, $"/conversations/{id}")])
            Assert.Equal(
                (HttpStatusCode.NotFound, $"conversation '{id}' not found"), (answer.Status, (string?)answer.Json["error"]!["message"]));
        Assert.Equal([id], await ListAsync("ann"));
    }

    [SkippableFact]
    public async Task Conversation_LongerThanTheWindow_IsCutByWholeTurns_AndSaysSo()
    {
        var id = await CreateAsync("ann", "s");
        foreach (var _ in Enumerable.Range(0, 3))
            await SayAsync("ann", id, "abcdefghij", 8);
        var last = await SayAsync("ann", id, "z", 8);
        var dropped = int.Parse(
            last.Response.Headers.GetValues("X-Conversation-Dropped-Turns").Single(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(dropped, 1, 2);
        Assert.InRange((int)last.Json["usage"]!["prompt_tokens"]!, 5, 64 - 8);
        // All of it is still there
        Assert.Equal(9, (await SendAsync("ann", HttpMethod.Get, $"/conversations/{id}")).Json["messages"]!.AsArray().Count);

        var refused = await SayAsync("ann", id, new string('a', 80), 8);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("the window of model 'sum' has 64", (string?)refused.Json["error"]!["message"], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Conversation_OfACallerWhoGetsAnotherVersion_LooksBackAsFarAsThatOne()
    {
        using var folder = new DecoderFolder(
            settings: """{"release":{"version":2,"stage":"share","sharePercent":100}}""").AddVersion(2);
        folder.With("genai_config.json", file => file["model"]!["context_length"] = 256, version: 2);
        await using var server = await StartAsync("--Models:Root", folder.Path);
        foreach (var (owner, dropped) in ((string?, int)[])[("ann", 0), (null, 1)])
        {
            Task<Answer> PostAsync(string path, string body)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, null, "application/json") };
                if (owner is not null)
                    request.Headers.Add("x-subscription-id", owner);
                return server.SendAsync(request);
            }

            var id = (string)(await PostAsync("/conversations", """{"model":"sum","system":"s"}""")).Json["id"]!;
            foreach (var _ in Enumerable.Range(0, 3))
                await PostAsync($"/conversations/{id}/messages", """{"content":"abcdefghij","max_tokens":8}""");
            var last = await PostAsync($"/conversations/{id}/messages", """{"content":"z","max_tokens":8}""");

            Assert.Equal(HttpStatusCode.OK, last.Status);
            Assert.Equal($"{dropped}", last.Response.Headers.GetValues("X-Conversation-Dropped-Turns").Single());
        }
    }

    [SkippableFact]
    public async Task Answer_CanBeAStream_AndIsKept()
    {
        var id = await CreateAsync("ann");
        var answer = await SendAsync(
            "ann", HttpMethod.Post, $"/conversations/{id}/messages", """{"content":"ab","max_tokens":5,"stream":true}""");
        var text = string.Concat(SseEvents.Chunks(answer)[1..^1].Select(chunk => (string)chunk["choices"]![0]!["delta"]!["content"]!));
        Assert.Equal(text, (string?)(await SendAsync("ann", HttpMethod.Get, $"/conversations/{id}")).Json["messages"]![1]!["content"]);
    }

    [SkippableFact]
    public async Task Conversations_OutliveTheServer()
    {
        var id = await CreateAsync("ann");
        await _server!.DisposeAsync();
        _server = await StartAsync();
        Assert.Equal([id], await ListAsync("ann"));
    }

    [SkippableTheory]
    [InlineData("""{}""", "'model' is missing; expected the name of a model, as GET /v1/models lists them")]
    [InlineData("""{"model":"sum","system":1}""", "'system' is 1; expected a string")]
    [InlineData("""{"model":"sum","owner":"bob"}""", "'owner' is not supported; leave it out")]
    public async Task BadInput_IsRefusedByName(string body, string message)
    {
        var answer = await SendAsync("ann", HttpMethod.Post, "/conversations", body);
        Assert.Equal((HttpStatusCode.BadRequest, message), (answer.Status, (string?)answer.Json["error"]!["message"]));
    }

    [SkippableFact]
    public async Task MoreThanThereMayBe_AreRefused()
    {
        await using var server = await StartAsync("--Conversations:Most", "1");
        (await server.PostAsync("/conversations", """{"model":"sum"}""")).Response.EnsureSuccessStatusCode();
        var answer = await server.PostAsync("/conversations", """{"model":"sum"}""");
        Assert.Equal(
            (HttpStatusCode.Conflict, "there are 1 conversations already, which is as many as there may be; delete some"),
            (answer.Status, (string?)answer.Json["error"]!["message"]));
    }

    // PostgreSQL has no U+0000 in a text, and no caller shall see another answer for it
    [SkippableFact]
    public async Task NullCharacter_IsKeptAsOneThatIsUnknown()
    {
        var id = await CreateAsync("ann", "s\0t");
        Assert.Equal(
            "s\uFFFDt", (string?)(await SendAsync("ann", HttpMethod.Get, $"/conversations/{id}")).Json["messages"]![0]!["content"]);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnswersAtOnce_InOneConversation_AreMadeOneAfterTheOther_OrRefused(bool isStreamed)
    {
        using var usage = new TemporaryFolder();
        List<Answer> answers;
        string id, read;
        await using (var server = await StartAsync("--Usage:Path", usage.Path))
        {
            id = (string)(await server.PostAsync("/conversations", """{"model":"sum"}""")).Json["id"]!;
            var body = $$"""{"content":"ab","max_tokens":9,"stream":{{(isStreamed ? "true" : "false")}}}""";
            answers = [.. await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.PostAsync($"/conversations/{id}/messages", body)))];
            read = (await server.GetAsync($"/conversations/{id}")).Text;
        }

        var kept = answers.Count(answer => answer.Status == HttpStatusCode.OK);
        Assert.InRange(kept, 1, 8);
        Assert.All(
            answers.Where(answer => answer.Status == HttpStatusCode.OK),
            answer => Assert.DoesNotContain("\"error\"", answer.Text, StringComparison.Ordinal));
        Assert.All(answers.Where(answer => answer.Status is not (HttpStatusCode.OK or HttpStatusCode.BadRequest)), answer => Assert.Equal(
            (HttpStatusCode.Conflict, $"conversation '{id}' is being answered; wait for that answer, and ask again"),
            (answer.Status, (string?)answer.Json["error"]!["message"])));
        Assert.Equal(2 * kept, JsonNode.Parse(read)!["messages"]!.AsArray().Count);
        Assert.Equal(kept, UsageFolder.Events(usage.Path).Count);
    }

    [SkippableFact]
    public async Task Answer_AfterOneThatFailed_IsMade()
    {
        var id = await CreateAsync("ann");
        Assert.Equal(HttpStatusCode.BadRequest, (await SayAsync("ann", id, "ab", 1_000)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SayAsync("ann", id, "ab", 5)).Status);
    }

    [SkippableFact]
    public async Task Conversation_DeletedWhileItIsAnswered_EndsTheStreamWithAnError_AndTheTokensAreUsage()
    {
        using var usage = new TemporaryFolder();
        using var folder = new DecoderFolder(settings: """{"generation":{"cachedTokens":10000}}""");
        folder.With("genai_config.json", file => (file["model"]!["context_length"], file["model"]!["eos_token_id"]) = (10_000, 0));
        string last;
        await using (var server = await StartAsync("--Models:Root", folder.Path, "--Usage:Path", usage.Path))
        {
            var id = (string)(await server.PostAsync("/conversations", """{"model":"sum"}""")).Json["id"]!;
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{id}/messages")
            {
                Content = new StringContent("""{"content":"ab","max_tokens":3000,"stream":true}""", null, "application/json"),
            };
            using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(
                HttpStatusCode.OK, (await server.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/conversations/{id}"))).Status);
            last = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1];
            Assert.Contains(
                $"conversation '{id}' was changed while the answer was made; read it, and ask again", last, StringComparison.Ordinal);
        }

        Assert.Equal(3_000, (int)Assert.Single(UsageFolder.Events(usage.Path))["out"]!);
    }

    [SkippableFact]
    public async Task System_ThatNoAnswerCanBeginWith_IsRefusedAtOnce()
    {
        var answer = await SendAsync(
            "ann", HttpMethod.Post, "/conversations",
            new JsonObject { ["model"] = "sum", ["system"] = new string('a', 100) }.ToJsonString());
        Assert.Equal(
            (HttpStatusCode.BadRequest, "system",
                "'system' has 104 tokens, and the window of model 'sum' has 64 for prompt and text together; send less"),
            (answer.Status, (string?)answer.Json["error"]!["param"], (string?)answer.Json["error"]!["message"]));
    }

    [SkippableFact]
    public async Task SeveralServers_ShareOneDatabase_FromTheirStart()
    {
        var others = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StartAsync()));
        var id = await CreateAsync("ann");
        foreach (var other in others)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/conversations/{id}")
            {
                Headers = { { "x-subscription-id", "ann" } },
            };
            Assert.Equal(HttpStatusCode.OK, (await other.SendAsync(request)).Status);
            await other.DisposeAsync();
        }
    }

    private protected Task<RunningServer> StartAsync(params string[] settings)
    {
        Skip.If(Missing is not null, Missing);
        return RunningServer.StartAsync(["--Models:Root", _folder.Path, "--Conversations:Database", Database, .. settings]);
    }

    private async Task<string> CreateAsync(string owner, string? system = null)
    {
        var answer = await SendAsync(
            owner, HttpMethod.Post, "/conversations", new JsonObject { ["model"] = "sum", ["system"] = system }.ToJsonString());
        Assert.Equal(
            (HttpStatusCode.Created, "conversation", "sum"),
            (answer.Status, (string?)answer.Json["object"], (string?)answer.Json["model"]));
        return (string)answer.Json["id"]!;
    }

    private Task<Answer> SayAsync(string owner, string id, string content, int most)
        => SendAsync(owner, HttpMethod.Post, $"/conversations/{id}/messages", $$"""{"content":"{{content}}","max_tokens":{{most}}}""");

    private async Task<string[]> ListAsync(string owner)
        => [.. (await SendAsync(owner, HttpMethod.Get, "/conversations")).Json["data"]!.AsArray().Select(each => (string)each!["id"]!)];

    private protected Task<Answer> SendAsync(string owner, HttpMethod method, string path, string? body = null)
    {
        Skip.If(Missing is not null, Missing);
        return _server!.SendAsync(new HttpRequestMessage(method, path)
        {
            Headers = { { "x-subscription-id", owner } },
            Content = body is null ? null : new StringContent(body, null, "application/json"),
        });
    }
}
