using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Inference.Execution;
using Platform.Inference.Grpc;
using Platform.Inference.Grpc.Wire;
using Platform.Inference.Tests.Execution;

namespace Platform.Inference.Tests.Grpc;

/// <summary>Messages against the memory that requests may take together.</summary>
[Collection(MemoryCollection.Name)]
public sealed class MemoryTests : IAsyncLifetime
{
    private const string NeverFits =
        @"^the request takes about \d+(\.\d)? MB of memory, and this server has \d+(\.\d)? MB for requests; send less at a time$";

    /// <summary>Beside what the tests' own process has already.</summary>
    private const long Room = 64 << 20;
    private readonly ModelFolder _models = new();
    private GrpcServer _server = null!;

    private MemoryBudget Budget => _server.Server.Services.GetRequiredService<MemoryBudget>();

    public async Task InitializeAsync()
    {
        LoopModel.Add(_models, "free", null, width: -1);
        LoopModel.Add(_models, "apart", """{"isolation":"process"}""", width: -1);
        _server = await GrpcServer.StartAsync("--Models:Root", _models.Path, "--Limits:MemoryBytes", $"{Environment.WorkingSet + Room}");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _models.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task Message_LargerThanTheMemoryForRequests_IsRefusedForGood(string? encoding)
    {
        var metadata = new Metadata();
        if (encoding is not null)
            metadata.Add("grpc-internal-encoding-request", encoding);
        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await _server.Client.ModelInferAsync(Loop("free", turns: 1, floats: (int)Budget.Total / 8), metadata));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
        Assert.Matches(NeverFits, failure.Status.Detail);
        Assert.Null(failure.Trailers.GetValue("grpc-retry-pushback-ms"));
        Assert.Equal(2, await FirstAsync("free"));
        await FreedAsync();
    }

    [Fact]
    public void Compressions_OfTheServer_AreAllCounted()
    {
        var providers = _server.Server.Services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value.CompressionProviders;

        Assert.Equal(["deflate", "gzip"], providers.Select(provider => Assert.IsType<CountedCompression>(provider).EncodingName).Order());
    }

    [Fact]
    public async Task Message_WhoseMemoryOthersHave_MayBeRetried()
    {
        var others = Budget.Total - Budget.Taken;
        Assert.True(Budget.TryTake(others));
        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await _server.Client.ModelInferAsync(Loop("free", turns: 1, floats: 25_000)));
        Budget.Give(others);

        Assert.Equal(
            (new Status(
                StatusCode.Unavailable, "the request takes about 0.4 MB of memory, and other requests leave 0 MB; try again later"),
                "1000"),
            (failure.Status, failure.Trailers.GetValue("grpc-retry-pushback-ms")));
        Assert.Equal(100_000, (await _server.Client.ModelInferAsync(Loop("free", turns: 1, floats: 25_000))).RawOutputContents[0].Length);
        await FreedAsync();
    }

    /// <summary>The run reads the message where it lies, or is about to write it to the worker: neither may go with the caller.</summary>
    [Theory]
    [InlineData("free")]
    [InlineData("apart")]
    public async Task Message_WhoseCallerLeavesWhileItRuns_StaysUntilTheRunHasEnded(string model)
    {
        for (var i = 0; i < 3; i++)
        {
            using var leave = new CancellationTokenSource();
            var call = _server.Client.ModelInferAsync(
                Loop(model, turns: 4_000_000_000_000, floats: 25_000), cancellationToken: leave.Token).ResponseAsync;
            await Eventually.TrueAsync(() => Budget.Taken >= 400_000);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            await leave.CancelAsync();
            Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => call)).StatusCode);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

            await FreedAsync();
            await ReadyAsync(model);
            Assert.Equal(2, await FirstAsync(model));
        }
    }

    /// <summary>The caller need not say that it has gone by then.</summary>
    [Theory]
    [InlineData("free")]
    [InlineData("apart")]
    public async Task Call_WhoseDeadlinePassesWhileItRuns_IsEnded(string model)
    {
        var request = Loop(model, turns: 4_000_000_000_000, floats: 25_000).ToByteArray();
        var (status, text, _) = await RawCall.SendAsync(
            _server, RawCall.Frame(request, compressed: false), metadata: ("grpc-timeout", "300m"));

        Assert.Equal((StatusCode.DeadlineExceeded, $"the deadline of the call passed while model '{model}' ran"), (status, text));
        await FreedAsync();
        await ReadyAsync(model);
        Assert.Equal(2, await FirstAsync(model));
    }

    private static ModelInferRequest Loop(string model, long turns, int floats) => new()
    {
        ModelName = model,
        Inputs = { InferMessage.Input("turns", "INT64"), InferMessage.Input("x", "FP32", floats) },
        RawInputContents = { InferMessage.Bytes(turns), InferMessage.Bytes(Enumerable.Repeat(1f, floats).ToArray()) },
    };

    private async Task<float> FirstAsync(string model)
        => BitConverter.ToSingle((await _server.Client.ModelInferAsync(Loop(model, turns: 1, floats: 1))).RawOutputContents[0].Span);

    /// <summary>On a busy machine a worker may not end its run in time, and is started again.</summary>
    private async Task ReadyAsync(string model)
    {
        await Eventually.TrueAsync(async () => (await _server.Client.ModelReadyAsync(new ModelReadyRequest { Name = model })).Ready);
    }

    private async Task FreedAsync()
    {
        await Eventually.TrueAsync(() => Budget.Taken == 0);
    }
}
