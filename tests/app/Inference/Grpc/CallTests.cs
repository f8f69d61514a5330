using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using Microsoft.Extensions.DependencyInjection;
using Platform.Inference.Grpc.Wire;
using Platform.Inference.Tests.Usage;
using Platform.Inference.Models;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace Platform.Inference.Tests.Grpc;

/// <summary>The other calls, and what a call has around it.</summary>
public sealed class CallTests(GrpcFixture fixture) : IClassFixture<GrpcFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Server_SaysThatItLivesIsReadyAndWhatItIs()
    {
        var metadata = await fixture.Client.ServerMetadataAsync(new ServerMetadataRequest());
        var http = JsonNode.Parse(await fixture.Server.Http.GetStringAsync("/v2"))!;

        Assert.True((await fixture.Client.ServerLiveAsync(new ServerLiveRequest())).Live);
        Assert.True((await fixture.Client.ServerReadyAsync(new ServerReadyRequest())).Ready);
        Assert.Equal(((string)http["name"]!, (string)http["version"]!), (metadata.Name, metadata.Version));
        Assert.Equal(http["extensions"]!.AsArray().Select(extension => (string)extension!), metadata.Extensions);
    }

    [Fact]
    public async Task Model_SaysThatItIsReadyAndWhatItTakes()
    {
        var metadata = await fixture.Client.ModelMetadataAsync(new ModelMetadataRequest { Name = "two_versions" });

        Assert.Equal(("two_versions", "onnx_onnxv1", "1,2"), (metadata.Name, metadata.Platform, string.Join(',', metadata.Versions)));
        Assert.Equal(
            """{ "name": "INPUT0", "datatype": "FP32", "shape": [ "-1", "1" ] }""",
            JsonFormatter.Default.Format(Assert.Single(metadata.Inputs)));
        Assert.Single(metadata.Outputs);
        Assert.True((await fixture.Client.ModelReadyAsync(new ModelReadyRequest { Name = "two_versions", Version = "1" })).Ready);
        Assert.False((await fixture.Client.ModelReadyAsync(new ModelReadyRequest { Name = "broken" })).Ready);
    }

    [Fact]
    public async Task Model_OfUnknownRank_HasTheShapeThatItHasOverHttp()
    {
        using var models = new ModelFolder();
        models.AddOfAnyRank("m");
        await using var server = await GrpcServer.StartAsync("--Models:Root", models.Path);

        var metadata = await server.Client.ModelMetadataAsync(new ModelMetadataRequest { Name = "m" });
        var http = JsonNode.Parse(await server.Http.GetStringAsync("/v2/models/m"))!;
        var config = JsonNode.Parse(await server.Http.GetStringAsync("/v2/models/m/config"))!;

        Assert.Equal("[-1]", http["inputs"]![0]!["shape"]!.ToJsonString());
        Assert.Equal("[-1]", config["input"]![0]!["dims"]!.ToJsonString());
        Assert.Equal([-1], Assert.Single(metadata.Inputs).Shape);
        Assert.Equal([-1], Assert.Single(metadata.Outputs).Shape);
    }

    [Theory]
    [InlineData("nope", "", "model 'nope' not found")]
    [InlineData("", "", "model '' not found")]
    [InlineData("simple", "9", "model 'simple' has no version '9'; it has 1")]
    public async Task Model_ThatIsNotThere_IsNotFound(string name, string version, string message)
    {
        var metadata = await Assert.ThrowsAsync<RpcException>(
            async () => await fixture.Client.ModelMetadataAsync(new ModelMetadataRequest { Name = name, Version = version }));
        var ready = await Assert.ThrowsAsync<RpcException>(
            async () => await fixture.Client.ModelReadyAsync(new ModelReadyRequest { Name = name, Version = version }));

        Assert.Equal([new Status(StatusCode.NotFound, message), new Status(StatusCode.NotFound, message)], [metadata.Status, ready.Status]);
        Assert.NotEmpty(metadata.Trailers.GetValue("x-request-id")!);
    }

    [Fact]
    public async Task Health_OfServerServiceAndModels_IsWhatReadinessSays()
    {
        var health = new HealthClient(fixture.Server.Channel);

        foreach (var (name, expected) in new[]
        {
            ("", HealthCheckResponse.Types.ServingStatus.Serving),
            ("inference.GRPCInferenceService", HealthCheckResponse.Types.ServingStatus.Serving),
            ("simple", HealthCheckResponse.Types.ServingStatus.Serving),
            ("broken", HealthCheckResponse.Types.ServingStatus.NotServing),
        })
            Assert.Equal(expected, (await health.CheckAsync(new HealthCheckRequest { Service = name })).Status);
        var unknown = await Assert.ThrowsAsync<RpcException>(
            async () => await health.CheckAsync(new HealthCheckRequest { Service = "nope" }));
        Assert.Equal(new Status(StatusCode.NotFound, "model 'nope' not found"), unknown.Status);
    }

    [Fact]
    public async Task Health_ThatIsWatched_TellsThatTheServerDrains()
    {
        await using var server = await GrpcServer.StartAsync("--Limits:DrainDelayMilliseconds", "0");
        using var watch = new HealthClient(server.Channel).Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext(default));
        var first = watch.ResponseStream.Current.Status;
        var stop = server.Server.StopAsync();
        Assert.True(await watch.ResponseStream.MoveNext(default));
        var second = watch.ResponseStream.Current.Status;
        Assert.False(await watch.ResponseStream.MoveNext(default));
        await stop;

        Assert.Equal(
            (HealthCheckResponse.Types.ServingStatus.Serving, HealthCheckResponse.Types.ServingStatus.NotServing), (first, second));
    }

    [Fact]
    public async Task Reflection_ListsTheServices()
    {
        using var call = new ServerReflection.ServerReflectionClient(fixture.Server.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        Assert.True(await call.ResponseStream.MoveNext(default));
        var names = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).ToList();
        await call.RequestStream.CompleteAsync();

        Assert.Equal(
            [
                "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
                "inference.GRPCInferenceService",
            ],
            names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Call_OfAnUnknownMethod_IsUnimplemented()
    {
        var method = new Method<ServerLiveRequest, ServerLiveResponse>(
            MethodType.Unary, "inference.GRPCInferenceService", "ModelStreamInfer",
            Marshallers.Create(message => message.ToByteArray(), ServerLiveRequest.Parser.ParseFrom),
            Marshallers.Create(message => message.ToByteArray(), ServerLiveResponse.Parser.ParseFrom));
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await fixture.Server.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(), new ServerLiveRequest()));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    [Fact]
    public async Task Call_WhoseDeadlinePassesWhileItWaits_EndsThen()
    {
        var failure = await FailureWhileBusyAsync(
            fixture.Server,
            () => fixture.Client.ModelInferAsync(
                Slow(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(30)).ResponseAsync);

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
    }

    [Fact]
    public async Task Call_WhoseTimeoutPassesWhileItWaits_SaysWhatHttpSays()
    {
        await using var server = await GrpcServer.StartAsync();
        var request = Slow();
        request.Parameters["timeout"] = new InferParameter { Int64Param = 1000 };
        var failure = await FailureWhileBusyAsync(server, () => server.Client.ModelInferAsync(request).ResponseAsync);

        Assert.Equal(
            new Status(StatusCode.DeadlineExceeded, "Request timeout expired while the request waited for model 'slow'"), failure.Status);
    }

    [Fact]
    public async Task Call_ThatFindsTheQueueFull_IsUnavailableAndMayBeRetried()
    {
        await using var server = await GrpcServer.StartAsync();
        var calls = Enumerable.Range(0, 8).Select(_ => server.Client.ModelInferAsync(Slow()).ResponseAsync).ToList();
        var failures = new List<RpcException>();
        foreach (var call in calls)
            if (await Record.ExceptionAsync(() => call) is { } failure)
                failures.Add(Assert.IsType<RpcException>(failure));

        Assert.NotEmpty(failures);
        Assert.All(failures, failure => Assert.Equal(
            (new Status(StatusCode.Unavailable, "the queue of model 'slow' is full (1 requests are waiting); try again later"), "1000"),
            (failure.Status, failure.Trailers.GetValue("grpc-retry-pushback-ms"))));
    }

    [Fact]
    public async Task Call_ThatIsCancelled_IsCountedAsSuch()
    {
        await using var server = await GrpcServer.StartAsync();
        await FailureWhileBusyAsync(server, async () =>
        {
            using var cancel = new CancellationTokenSource();
            var waiting = server.Client.ModelInferAsync(Slow(), cancellationToken: cancel.Token).ResponseAsync;
            await Eventually.TrueAsync(() => QueueDepth(server) != 0 || waiting.IsCompleted);
            await cancel.CancelAsync();
            await waiting;
        });

        await Eventually.TrueAsync(
            () => MetricsSayAsync(server, "inference_requests_total{model=\"slow\",version=\"1\",outcome=\"cancelled\"} 1"));
    }

    [Theory]
    [InlineData(null, StatusCode.Unauthenticated)]
    [InlineData("wrong", StatusCode.Unauthenticated)]
    [InlineData("s3cret", StatusCode.OK)]
    public async Task Call_WithASecretSet_NeedsItAsMetadata(string? secret, StatusCode expected)
    {
        await using var server = await GrpcServer.StartAsync("--Gateway:Secret", "s3cret");
        var metadata = new Metadata();
        if (secret is not null)
            metadata.Add("x-gateway-secret", secret);
        var failure = await Record.ExceptionAsync(async () => await server.Client.ModelInferAsync(InferMessage.SimpleRaw(), metadata));

        Assert.Equal(
            expected == StatusCode.OK
                ? null
                : new Status(expected, "this server takes requests through its gateway only; call the gateway with your subscription key"),
            (failure as RpcException)?.Status);
        Assert.True((await server.Client.ServerReadyAsync(new ServerReadyRequest())).Ready);
    }

    [Fact]
    public async Task Call_OverTls_UsesTheCertificateOfHttp()
    {
        await using var server = await GrpcServer.StartAsync(ServerCertificate.Settings(_folder));
        var answer = await server.Client.ModelInferAsync(InferMessage.SimpleRaw());

        Assert.Equal("https", server.Address.Scheme);
        Assert.Equal(2, answer.Outputs.Count);
    }

    [Fact]
    public async Task Call_WithACertificateSet_NeedsItOverTls()
    {
        using var own = ServerCertificate.Create("gateway");
        using var other = ServerCertificate.Create("other");
        await using var server = await GrpcServer.StartAsync(
            [
                .. ServerCertificate.Settings(_folder), "--Gateway:ClientCertificateThumbprint",
                own.GetCertHashString(HashAlgorithmName.SHA256),
            ]);

        Assert.Equal(StatusCode.OK, await InferAsync(server, own));
        Assert.Equal(StatusCode.Unauthenticated, await InferAsync(server, other));
        Assert.Equal(StatusCode.Unauthenticated, await InferAsync(server, null));
    }

    [Fact]
    public async Task Call_ThatIsAnswered_IsBilledAndCountedAsOverHttp()
    {
        var file = _folder.File("usage");
        await using var server = await GrpcServer.StartAsync("--Usage:Path", file, "--Usage:FlushBeforeResponse", "true");
        var request = InferMessage.SimpleRaw();
        var answer = await server.Client.ModelInferAsync(
            request, new Metadata { { "x-subscription-id", "sub-7" }, { "x-product-id", "standard" } });
        var usage = Assert.Single(UsageFolder.Events(file));

        Assert.Equal(
            ("sub-7", "standard", "simple", "1", 1, request.CalculateSize(), answer.CalculateSize()),
            ((string?)usage["sub"], (string?)usage["prod"], (string?)usage["model"], (string?)usage["ver"], (int)usage["rows"]!,
                (int)usage["rb"]!, (int)usage["wb"]!));
        Assert.Contains(
            "inference_requests_total{model=\"simple\",version=\"1\",outcome=\"success\"} 1", await server.Http.GetStringAsync("/metrics"));
    }

    [Fact]
    public async Task Server_WithoutThePort_HasNoGrpc()
    {
        await using var server = await RunningServer.StartAsync("--Models:Root", FixtureServer.Root);

        Assert.Single(server.Addresses);
        Assert.DoesNotContain(
            server.Services.GetServices<Microsoft.AspNetCore.Routing.EndpointDataSource>().SelectMany(source => source.Endpoints),
            endpoint => endpoint.DisplayName?.StartsWith("gRPC") == true);
    }

    [Fact]
    public void Server_WithAPortThatIsNone_DoesNotStart()
    {
        var failure = Assert.Throws<Platform.Inference.Settings.SettingException>(
            () => Platform.Inference.Hosting.InferenceServer.Create(["--Grpc:Port", "70000"]));

        Assert.Equal("setting Grpc:Port is '70000'; expected a whole number from 0 to 65535", failure.Message);
    }

    private static async Task<StatusCode> InferAsync(GrpcServer server, X509Certificate2? certificate)
    {
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        if (certificate is not null)
            handler.ClientCertificates.Add(certificate);
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { HttpHandler = handler });
        var failure = await Record.ExceptionAsync(
            async () => await new GRPCInferenceService.GRPCInferenceServiceClient(channel).ModelInferAsync(InferMessage.SimpleRaw()));
        return failure is null ? StatusCode.OK : Assert.IsType<RpcException>(failure).StatusCode;
    }

    private static ModelInferRequest Slow() => InferMessage.Typed("slow", "FP32", [1], new InferTensorContents { Fp32Contents = { 1 } });

    /// <summary>
    /// What a call fails with that has to wait for another one. On a busy machine the other one may end before it has been
    /// seen, or before the call has come; then both are tried again.
    /// </summary>
    private static async Task<RpcException> FailureWhileBusyAsync(GrpcServer server, Func<Task> call)
    {
        RpcException? failure = null;
        await Eventually.TrueAsync(async () =>
        {
            var busy = server.Client.ModelInferAsync(Slow()).ResponseAsync;
            await Eventually.TrueAsync(async () => busy.IsCompleted || await MetricsSayAsync(server, "inference_requests_in_flight 1"));
            failure = busy.IsCompleted ? null : await Record.ExceptionAsync(call) as RpcException;
            await busy;
            return failure is not null;
        });
        return failure!;
    }

    private static async Task<bool> MetricsSayAsync(GrpcServer server, string line)
        => (await server.Http.GetStringAsync("/metrics")).Contains($"{line}\n");

    private static int QueueDepth(GrpcServer server)
        => server.Server.Services.GetRequiredService<ModelRepository>().Find("slow").Default!.QueueDepth;
}
