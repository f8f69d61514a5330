using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Inference.Hosting;

namespace Platform.Evaluation.Tests;

/// <summary>
/// A candidate's way: shown to be better, a shadow, some callers', everybody's; one that is worse ends at its evaluation.
/// </summary>
public sealed class ReleaseWalkTests : IDisposable
{
    private static readonly string[] _callers = [.. Enumerable.Range(0, 60).Select(number => $"sub-{number}")];
    private readonly LoansFolder _loans = new();

    public void Dispose() => _loans.Dispose();

    [Fact]
    public async Task Walk_OfABetterCandidate_EndsWithEverybody()
    {
        _loans.AddService(1.2f, -1f);
        await using var app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Assert.Equal(0, await CallersOfAsync(client, "2"));

        var evaluation = await EvaluateAsync(_loans.AddVersion("candidate/2", LoansFolder.TrueWeights));
        Assert.Equal((0, "Better"), (evaluation.ExitCode, (string?)evaluation.Json["verdict"]));

        Release("""{"version":2,"stage":"shadow","shadowPercent":100,"maxDisagreementPercent":20}""");
        _loans.AddVersion("models/loans/2", LoansFolder.TrueWeights);
        await Eventually.TrueAsync(async () => await CallersOfAsync(client, "2") == 0
            && await MetricAsync(client, "inference_release_comparisons_total") >= _callers.Length);

        Release("""{"version":2,"stage":"share","sharePercent":25,"maxDisagreementPercent":20}""");
        await Eventually.TrueAsync(async () => await CallersOfAsync(client, "2") is > 3 and < 35);
        Assert.Equal(await CallersOfAsync(client, "2"), await CallersOfAsync(client, "2"));

        Release("""{"version":2,"stage":"all","maxDisagreementPercent":20}""");
        await Eventually.TrueAsync(async () => await CallersOfAsync(client, "2") == _callers.Length);
        Assert.Equal(0, await MetricAsync(client, "inference_release_taken_back"));
    }

    [Fact]
    public async Task Walk_OfAWorseCandidate_StopsAtItsEvaluation()
    {
        _loans.AddService(LoansFolder.TrueWeights);

        var evaluation = await EvaluateAsync(_loans.AddVersion("candidate/2", 0.3f, 0.3f));

        Assert.Equal((3, "Worse"), (evaluation.ExitCode, (string?)evaluation.Json["verdict"]));
    }

    private void Release(string release)
        => File.WriteAllText(
            _loans.At("models/loans/model.json"),
            $$"""{"features":["income","debts"],"batching":{"maxBatchSize":4096},"release":{{release}}}""");

    private Task<Run> EvaluateAsync(string candidate) => Run.OfAsync(
        "--models", _loans.Models, "--model", "loans", "--candidate", candidate, "--data", _loans.AddPeople(4_000), "--group", "town",
        "--format", "json");

    private async Task<WebApplication> StartAsync()
    {
        var app = InferenceServer.Create([
            "--urls", "http://127.0.0.1:0", "--Models:Root", _loans.Models, "--Models:WatchMilliseconds", "20",
            "--Logging:LogLevel:Default", "None",
        ]);
        await app.StartAsync();
        await app.Services.GetServices<IHostedService>().OfType<WarmUp>().Single().ExecuteTask!;
        return app;
    }

    /// <summary>How many of the callers are answered by a version.</summary>
    private static async Task<int> CallersOfAsync(HttpClient client, string version)
    {
        var count = 0;
        foreach (var caller in _callers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/models/loans/infer")
            {
                Content = JsonContent.Create(
                    JsonNode.Parse("""{"inputs":[{"name":"features","datatype":"FP32","shape":[1,2],"data":[1.5,0.5]}]}""")),
                Headers = { { "x-subscription-id", caller } },
            };
            using var answer = await client.SendAsync(request);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.True(answer.IsSuccessStatusCode, body.ToJsonString());
            count += (string?)body["model_version"] == version ? 1 : 0;
        }

        return count;
    }

    private static async Task<double> MetricAsync(HttpClient client, string name)
    {
        var lines = (await client.GetStringAsync("/metrics")).Split('\n')
            .Where(line => line.StartsWith($"{name}{{", StringComparison.Ordinal)).ToList();
        return lines is [var only] ? double.Parse(only.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture) : -1;
    }
}
