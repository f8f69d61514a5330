using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Inference.Tests.Execution;

/// <summary>The server as a process with one processor, where short batches run on the thread that reads requests.</summary>
public sealed class OneProcessorTests : IAsyncLifetime
{
    private readonly ModelFolder _models = new();
    private ServerProcess _server = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _models.AddIdentity("echo", ModelFolder.Fp32, [-1, 2], """{"batching":{"maxBatchSize":64}}""");
        _server = ServerProcess.Start([("DOTNET_PROCESSOR_COUNT", "1")], "--Models:Root", _models.Path, "--Models:Default", "echo");
        _client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = await _server.AddressAsync() };
        await ServerProcess.ReadyAsync(_client);
    }

    public Task DisposeAsync()
    {
        _client.Dispose();
        _server.Dispose();
        _models.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Infer_FromManyCallersAtOnce_GivesEachItsOwnRows()
    {
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => InferAsync(number, number + 1)));

            Assert.Equal(Enumerable.Range(0, 200).Select(number => $"[{number},{number + 1}]"), answers);
        }
    }

    [Fact]
    public async Task Infer_OneAfterTheOther_IsAnsweredEachTime()
    {
        for (var number = 0; number < 100; number++)
            Assert.Equal($"[{number},0]", await InferAsync(number, 0));
    }

    private async Task<string> InferAsync(int first, int second)
    {
        using var body = new StringContent(
            $$"""{"inputs":[{"name":"INPUT0","datatype":"FP32","shape":[1,2],"data":[{{first}},{{second}}]}]}""", Encoding.UTF8,
            "application/json");
        using var answer = await _client.PostAsync("/v2/models/echo/infer", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["outputs"]![0]!["data"]!.ToJsonString();
    }
}
