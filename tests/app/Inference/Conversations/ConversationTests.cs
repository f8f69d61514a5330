using System.Net;
using System.Text.Json.Nodes;
using Platform.Inference.Hosting;
using Platform.Inference.Tests.Generation;
using Platform.Inference.Tests.Generation.Http;

namespace Platform.Inference.Tests.Conversations;

public sealed class ConversationTests : IAsyncLifetime
{
    private readonly DecoderFolder _folder = new();
    private readonly TemporaryFolder _data = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Dispose();
    }

    [Fact]
    public async Task Conversation_IsCreated_AnsweredWithWhatWasSaid_Listed_AndDeleted()
    {
        var id = await CreateAsync("ann");
        var first = await SayAsync("ann", id, "ab", 5);
        var expected = SumServer.After([0, .. DecoderFolder.TokensOf("ab"), 1], 5).Text;
        Assert.Equal(("chat.completion", expected), ((string?)first.Json["object"], (string?)first.Json["choices"]![0]!["message"]!["content"]));
        Assert.Equal("0", first.Response.Headers.GetValues("X-Conversation-Dropped-Turns").Single());

        // The template has nothing but <|user|> before each message, so that the model reads all that was said
        var second = await SayAsync("ann", id, "c", 5);
        int[] prompt = [0, .. DecoderFolder.TokensOf("ab"), 0, .. DecoderFolder.TokensOf(expected), 0, .. DecoderFolder.TokensOf("c"), 1];
        Assert.Equal(prompt.Length, (int)second.Json["usage"]!["prompt_tokens"]!);
        Assert.Equal(SumServer.After(prompt, 5).Text, (string?)second.Json["choices"]![0]!["message"]!["content"]);

        var read = await SendAsync("ann", HttpMethod.Get, $"/conversations/{id}");
        Assert.Equal(["user", "assistant", "user", "assistant"], read.Json["messages"]!.AsArray().Select(message => (string)message!["role"]!));
        Assert.Equal(["ab", expected, "c"], read.Json["messages"]!.AsArray().Take(3).Select(message => (string)message!["content"]!));
        Assert.Equal(30 * 86_400, (long)read.Json["expires_at"]! - (long)read.Json["created"]!, tolerance: 60.0);

        Assert.Equal([id], await ListAsync("ann"));
        Assert.Equal($$"""{"id":"{{id}}","object":"conversation.deleted","deleted":true}""", (await SendAsync("ann", HttpMethod.Delete, $"/conversations/{id}")).Text);
        Assert.Empty(await ListAsync("ann"));
        Assert.Equal(HttpStatusCode.NotFound, (await SayAsync("ann", id, "ab", 5)).Status);
    }

    [Fact]
    public async Task Conversation_OfAnother_IsNotThere()
    {
        var id = await CreateAsync("ann");
        Assert.Empty(await ListAsync("bob"));
        foreach (var answer in (Answer[])[
            await SendAsync("bob", HttpMethod.Get, $"/conversations/{id}"), await SayAsync("bob", id, "ab", 5), await SendAsync("bob", HttpMethod.Delete, $"/conversations/{id}")])
            Assert.Equal((HttpStatusCode.NotFound, $"conversation '{id}' not found"), (answer.Status, (string?)answer.Json["error"]!["message"]));
        Assert.Equal([id], await ListAsync("ann"));
    }

    [Fact]
    public async Task Conversation_LongerThanTheWindow_IsCutByWholeTurns_AndSaysSo()
    {
        var id = await CreateAsync("ann", "s");
        foreach (var _ in Enumerable.Range(0, 3))
            await SayAsync("ann", id, "abcdefghij", 8);
        var last = await SayAsync("ann", id, "z", 8);
        var dropped = int.Parse(last.Response.Headers.GetValues("X-Conversation-Dropped-Turns").Single(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(dropped, 1, 2);
        Assert.InRange((int)last.Json["usage"]!["prompt_tokens"]!, 5, 64 - 8);
        // All of it is still there
        Assert.Equal(9, (await SendAsync("ann", HttpMethod.Get, $"/conversations/{id}")).Json["messages"]!.AsArray().Count);

        var refused = await SayAsync("ann", id, new string('a', 80), 8);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("the window of model 'sum' has 64", (string?)refused.Json["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_CanBeAStream_AndIsKept()
    {
        var id = await CreateAsync("ann");
        var answer = await SendAsync("ann", HttpMethod.Post, $"/conversations/{id}/messages", """{"content":"ab","max_tokens":5,"stream":true}""");
        var text = string.Concat(SseEvents.Chunks(answer)[1..^1].Select(chunk => (string)chunk["choices"]![0]!["delta"]!["content"]!));
        Assert.Equal(text, (string?)(await SendAsync("ann", HttpMethod.Get, $"/conversations/{id}")).Json["messages"]![1]!["content"]);
    }

    [Fact]
    public async Task Conversations_OutliveTheServer()
    {
        var id = await CreateAsync("ann");
        await _server.DisposeAsync();
        _server = await StartAsync();
        Assert.Equal([id], await ListAsync("ann"));
    }

    [Theory]
    [InlineData("""{}""", "'model' is missing; expected the name of a model, as GET /v1/models lists them")]
    [InlineData("""{"model":"sum","system":1}""", "'system' is 1; expected a string")]
    [InlineData("""{"model":"sum","owner":"bob"}""", "'owner' is not supported; leave it out")]
    public async Task BadInput_IsRefusedByName(string body, string message)
    {
        var answer = await SendAsync("ann", HttpMethod.Post, "/conversations", body);
        Assert.Equal((HttpStatusCode.BadRequest, message), (answer.Status, (string?)answer.Json["error"]!["message"]));
    }

    [Fact]
    public async Task MoreThanThereMayBe_AreRefused()
    {
        await using var server = await StartAsync("--Conversations:Most", "1");
        (await server.PostAsync("/conversations", """{"model":"sum"}""")).Response.EnsureSuccessStatusCode();
        var answer = await server.PostAsync("/conversations", """{"model":"sum"}""");
        Assert.Equal(
            (HttpStatusCode.Conflict, "there are 1 conversations already, which is as many as there may be; delete some"), (answer.Status, (string?)answer.Json["error"]!["message"]));
    }

    [Fact]
    public async Task WithoutADatabase_ThereAreNone()
    {
        await using var server = await RunningServer.StartAsync("--Models:Root", _folder.Path);
        var answer = await server.GetAsync("/conversations");
        Assert.Equal(
            (HttpStatusCode.NotFound, "no conversations are kept here; the setting Conversations:Database says where to"), (answer.Status, (string?)answer.Json["error"]!["message"]));
    }

    [Fact]
    public void Database_ThatCannotBeOpened_EndsTheStart()
    {
        var fault = Assert.Throws<SettingException>(() => InferenceServer.Create(
            ["--Models:Root", _folder.Path, "--Conversations:Database", $"Data Source={_data.File("none/c.db")}"]));
        Assert.StartsWith("setting Conversations:Database is '(not shown)'; expected a database that can be opened", fault.Message, StringComparison.Ordinal);
    }

    private Task<RunningServer> StartAsync(params string[] settings) =>
        RunningServer.StartAsync(["--Models:Root", _folder.Path, "--Conversations:Database", $"Data Source={_data.File("c.db")}", .. settings]);

    private async Task<string> CreateAsync(string owner, string? system = null)
    {
        var answer = await SendAsync(owner, HttpMethod.Post, "/conversations", new JsonObject { ["model"] = "sum", ["system"] = system }.ToJsonString());
        Assert.Equal((HttpStatusCode.Created, "conversation", "sum"), (answer.Status, (string?)answer.Json["object"], (string?)answer.Json["model"]));
        return (string)answer.Json["id"]!;
    }

    private Task<Answer> SayAsync(string owner, string id, string content, int most) =>
        SendAsync(owner, HttpMethod.Post, $"/conversations/{id}/messages", $$"""{"content":"{{content}}","max_tokens":{{most}}}""");

    private async Task<string[]> ListAsync(string owner) =>
        [.. (await SendAsync(owner, HttpMethod.Get, "/conversations")).Json["data"]!.AsArray().Select(each => (string)each!["id"]!)];

    private Task<Answer> SendAsync(string owner, HttpMethod method, string path, string? body = null) => _server.SendAsync(new HttpRequestMessage(method, path)
    {
        Headers = { { "x-subscription-id", owner } },
        Content = body is null ? null : new StringContent(body, null, "application/json"),
    });
}
