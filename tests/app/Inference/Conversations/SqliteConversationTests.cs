using System.Net;
using Platform.Inference.Hosting;
using Platform.Inference.Settings;

namespace Platform.Inference.Tests.Conversations;

public sealed class SqliteConversationTests : ConversationTests
{
    private readonly TemporaryFolder _data = new();

    protected override string? Missing => null;

    protected override Task<string> CreateDatabaseAsync() => Task.FromResult($"Data Source={_data.File("c.db")}");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Dispose();
    }

    [Fact]
    public async Task Database_ThatDoesNotAnswer_IsUnavailable_WithRetryAfter()
    {
        var folder = Directory.CreateDirectory(_data.File("gone"));
        await using var server = await RunningServer.StartAsync(
            "--Models:Root", Models, "--Conversations:Database", $"Data Source={folder.FullName}/c.db;Pooling=false");
        folder.Delete(recursive: true);
        var answer = await server.GetAsync("/conversations");
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "the database of conversations does not answer; try again later"),
            (answer.Status, (string?)answer.Json["error"]!["message"]));
        Assert.True(answer.Response.Headers.Contains("Retry-After"));
    }

    [Fact]
    public async Task WithoutADatabase_ThereAreNone()
    {
        await using var server = await RunningServer.StartAsync("--Models:Root", Models);
        var answer = await server.GetAsync("/conversations");
        Assert.Equal(
            (HttpStatusCode.NotFound, "no conversations are kept here; the setting Conversations:Database says where to"),
            (answer.Status, (string?)answer.Json["error"]!["message"]));
    }

    [Fact]
    public void Database_ThatCannotBeOpened_EndsTheStart()
    {
        var fault = Assert.Throws<SettingException>(() => InferenceServer.Create(
            ["--Models:Root", Models, "--Conversations:Database", $"Data Source={_data.File("none/c.db")}"]));
        Assert.StartsWith(
            "setting Conversations:Database is '(not shown)'; expected a database that can be opened", fault.Message,
            StringComparison.Ordinal);
    }
}
