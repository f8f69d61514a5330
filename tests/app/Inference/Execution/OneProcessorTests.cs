using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Grpc.Net.Client;
using Platform.Inference.Execution;
using Platform.Inference.Grpc.Wire;

namespace Platform.Inference.Tests.Execution;

/// <summary>
/// The server as a process with one processor, where short batches run on the thread that reads requests, and calls of gRPC do not.
/// </summary>
public sealed partial class OneProcessorTests : IAsyncLifetime
{
    private const string Beat = "scheduler beat";

    private readonly ModelFolder _models = new();
    private readonly int _grpcPort = ServerProcess.FreePort();
    private ServerProcess _server = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _models.AddIdentity("echo", ModelFolder.Fp32, [-1, 2], """{"batching":{"maxBatchSize":64}}""");
        (_server, _client) = await StartAsync([], "--Grpc:Port", $"{_grpcPort}");
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

    [Fact]
    public async Task Infer_OverGrpcAndHttpAtOnce_GivesEachItsOwnRows()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{_grpcPort}");
        var caller = new GRPCInferenceService.GRPCInferenceServiceClient(channel);

        var overHttp = Enumerable.Range(0, 200).Select(number => InferAsync(number, number + 1)).ToList();
        var overGrpc = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => CallAsync(caller, number, number + 2)));

        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"[{number},{number + 1}]"), await Task.WhenAll(overHttp));
        Assert.Equal(Enumerable.Range(0, 200).Select(number => new float[] { number, number + 2 }), overGrpc);
    }

    [Theory]
    [InlineData("/v2/models/nobody/infer", false)]
    [InlineData("/v2/models/nobody/infer", true)]
    [InlineData("/nowhere", false)]
    public async Task Post_OfALargeBodyThatNobodyReads_LeavesTheConnectionToTheNext(string path, bool isChunked)
    {
        var connections = 0;
        using var client = new HttpClient(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = 1,
            ConnectCallback = async (context, cancellationToken) =>
            {
                connections++;
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        }) { BaseAddress = _client.BaseAddress };
        for (var number = 0; number < 3; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[20 << 20]) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.TransferEncodingChunked = isChunked;
            using var answer = await client.SendAsync(request);

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal(1, connections);
    }

    /// <summary>Whoever sends requests faster than they are answered does not keep others from theirs.</summary>
    [Fact]
    public async Task Infer_BesideAConnectionThatNeverStopsAsking_IsAnswered()
    {
        var requests = Encoding.ASCII.GetBytes(string.Concat(
            Enumerable.Repeat("GET /v2/models/nobody HTTP/1.1\r\nHost: x\r\n\r\n", 1000)));
        using var crowd = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await crowd.ConnectAsync(_client.BaseAddress!.Host, _client.BaseAddress.Port);
        var received = 0L;
        var sending = Task.Run(() => Repeat(() => crowd.Send(requests)));
        var receiving = Task.Run(() =>
        {
            var answers = new byte[1 << 20];
            Repeat(() => Interlocked.Add(ref received, crowd.Receive(answers)));
        });
        await Eventually.TrueAsync(() => Interlocked.Read(ref received) > 1_000_000);

        Assert.Equal("[1,2]", await InferAsync(1, 2).WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.False(sending.IsCompleted || receiving.IsCompleted);
        crowd.Close();
        await Record.ExceptionAsync(() => Task.WhenAll(sending, receiving));
    }

    [SkippableFact]
    public async Task SchedulerBeat_WithLargeWork_WakesForAWhileAndSleepsAfterIt()
    {
        Skip.IfNot(File.Exists("/usr/bin/taskset"), "taskset gives a process one processor");
        var allowed = ProcessStatus.ReadText("self", "Cpus_allowed_list:");
        var (server, client) = await StartAsync(["taskset", "-c", FirstNumber().Match(allowed!).Value]);
        using var disposedServer = server;
        using var disposedClient = client;
        var thread = server.ThreadsOf(Beat).Single();
        for (var round = 0; round < 3; round++)
        {
            var before = await WaitsAsync(thread);
            using var large = new StringContent(new string(' ', 1 << 20), Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync("/v2/models/echo/infer", large);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.InRange(await WaitsAsync(thread) - before, 20, 20_000);
        }
    }

    /// <summary>There, a thread that has to run goes to another processor.</summary>
    [SkippableFact]
    public void SchedulerBeat_OnAShareOfSeveralProcessors_IsNotThere()
    {
        Skip.If(!OperatingSystem.IsLinux() || Environment.ProcessorCount == 1, "there are no several processors to have a share of");
        Assert.Empty(_server.ThreadsOf(Beat));
    }

    private async Task<(ServerProcess Server, HttpClient Client)> StartAsync(string[] launcher, params string[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}");
        var server = ServerProcess.StartBy(
            launcher, [("DOTNET_PROCESSOR_COUNT", "1")],
            ["--urls", address.AbsoluteUri, "--Models:Root", _models.Path, "--Models:Default", "echo", .. settings]);
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = address };
        await server.AddressAsync();
        await ServerProcess.ReadyAsync(client);
        return (server, client);
    }

    /// <returns>How often a thread has waited, once it has not for a while.</returns>
    private static async Task<long> WaitsAsync(string thread)
    {
        var (waits, same) = (0L, 0);
        await Eventually.TrueAsync(() =>
        {
            var now = ProcessStatus.ReadNumbers(thread, "voluntary_ctxt_switches:")[0];
            same = now == waits ? same + 1 : 0;
            waits = now;
            return same == 50;
        });
        return waits;
    }

    private static void Repeat(Action act)
    {
        while (true)
            act();
    }

    private static async Task<float[]> CallAsync(GRPCInferenceService.GRPCInferenceServiceClient caller, float first, float second)
    {
        var answer = await caller.ModelInferAsync(new ModelInferRequest
        {
            ModelName = "echo",
            Inputs = { new ModelInferRequest.Types.InferInputTensor { Name = "INPUT0", Datatype = "FP32", Shape = { 1, 2 } } },
            RawInputContents = { ByteString.CopyFrom(MemoryMarshal.AsBytes<float>([first, second])) },
        });
        return MemoryMarshal.Cast<byte, float>(answer.RawOutputContents[0].Span).ToArray();
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

    [GeneratedRegex("[0-9]+")]
    private static partial Regex FirstNumber();
}
