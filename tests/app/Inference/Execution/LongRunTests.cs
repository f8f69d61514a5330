using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Platform.Inference.Models;

namespace Platform.Inference.Tests.Execution;

/// <summary>Runs that take as long as their callers ask for: a loop of so many turns.</summary>
public sealed class LongRunTests : IAsyncLifetime
{
    private const string Forever = """{"inputs":[{"name":"turns","datatype":"INT64","shape":[],"data":[4000000000000]}"""
        + """,{"name":"x","datatype":"FP32","shape":[1],"data":[1]}]}""";
    private readonly ModelFolder _models = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        LoopModel.Add(_models, "limited", """{"maxRunMilliseconds":1000}""");
        LoopModel.Add(_models, "apart", """{"maxRunMilliseconds":1000,"isolation":"process"}""");
        LoopModel.Add(_models, "free", null);
        _server = await RunningServer.StartAsync("--Models:Root", _models.Path);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _models.Dispose();
    }

    [Theory]
    [InlineData("limited")]
    [InlineData("apart")]
    public async Task Infer_RunThatTakesTooLong_IsEndedAndTheNextIsComputed(string model)
    {
        var answer = await _server.PostAsync($"/v2/models/{model}/infer", Forever);

        Assert.Equal(
            $"model '{model}' was ended, as it took longer than 1000 ms (maxRunMilliseconds of its model.json)",
            answer.Error(HttpStatusCode.ServiceUnavailable));
        Assert.Equal(
            "[4]",
            (await _server.PostAsync($"/v2/models/{model}/infer", Forever.Replace("4000000000000", "3")))
                .Json["outputs"]![0]!["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Infer_CallersGone_LeaveTheQueueAtOnceAndTheirRunsEnd()
    {
        var model = _server.Services.GetRequiredService<ModelRepository>().Find("free").Default!;
        var runners = QueueLimits.Of(model.Settings).Runners;
        using (var gone = new CancellationTokenSource())
        {
            var calls = Enumerable.Range(0, runners + 3)
                .Select(_ => _server.Client.PostAsync("/v2/models/free/infer", new StringContent(Forever), gone.Token)).ToList();
            await Eventually.TrueAsync(() => model.QueueDepth >= 3);
            await gone.CancelAsync();
            await Task.WhenAll(calls.Select(async call => await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)));
        }

        await Eventually.TrueAsync(() => model.QueueDepth == 0);
        Assert.Equal(
            "[4]",
            (await _server.PostAsync("/v2/models/free/infer", Forever.Replace("4000000000000", "3")))
                .Json["outputs"]![0]!["data"]!.ToJsonString());
    }
}
