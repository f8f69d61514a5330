using System.Net;
using Google.Protobuf;
using Grpc.Core;

namespace Platform.Inference.Tests.Grpc;

/// <summary>Messages as bytes: wrong ones, too large ones and compressed ones.</summary>
public sealed class MessageTests(GrpcFixture fixture) : IClassFixture<GrpcFixture>
{
    [Theory]
    [InlineData("", "the request has no whole message; its body ends before")]
    [InlineData("0000", "the request has no whole message; its body ends before")]
    [InlineData("000000000A0102", "the request has no whole message; its body ends before")]
    [InlineData("0000000003FFFFFF", "the request message is not the one that this method takes: its bytes are no such protocol buffer")]
    [InlineData("00000000040A0AFF01", "the request message is not the one that this method takes: its bytes are no such protocol buffer")]
    [InlineData("00000000000000000000", "the request has more than one message; this method takes one")]
    [InlineData("0700000000", "the request message is not valid compressed data")]
    public async Task Message_ThatIsNone_IsRefusedWithTheReason(string hex, string message)
    {
        var (status, text, _) = await RawCall.SendAsync(fixture.Server, Convert.FromHexString(hex));

        Assert.Equal((StatusCode.InvalidArgument, message), (status, text));
        Assert.True((await fixture.Client.ServerLiveAsync(new Inference.Grpc.Wire.ServerLiveRequest())).Live);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Message_ThatIsCompressed_IsReadAndAnsweredCompressedWhereTheCallerReadsIt(string encoding)
    {
        var message = RawCall.Compress(encoding, InferMessage.SimpleRaw().ToByteArray());
        var (status, _, answer) = await RawCall.SendAsync(
            fixture.Server, RawCall.Frame(message, compressed: true), metadata: RawCall.Encoded(encoding));

        Assert.Equal((StatusCode.OK, encoding == "gzip"), (status, answer[0] == 1));
    }

    [Fact]
    public async Task Message_OfARealClientWithGzip_IsAnswered()
    {
        var answer = await fixture.Client.ModelInferAsync(
            InferMessage.SimpleRaw(), new Metadata { { "grpc-internal-encoding-request", "gzip" } });

        Assert.Equal(InferMessage.Bytes(new int[16]), answer.RawOutputContents[1]);
    }

    // Up to 4096 bytes they are sent in one piece with the rest
    [Fact]
    public async Task Message_OfFewOrManyRawContents_HasThemAll()
    {
        using var models = new ModelFolder();
        models.AddIdentity("echo", ModelFolder.Fp32, [-1, 2]);
        await using var server = await GrpcServer.StartAsync("--Models:Root", models.Path);

        foreach (var rows in (int[])[1, 511, 512, 4096])
            foreach (var metadata in (Metadata[])[[], new() { { "grpc-internal-encoding-request", "gzip" } }])
            {
                var values = InferMessage.Bytes([.. Enumerable.Range(0, 2 * rows).Select(number => (float)number)]);
                var answer = await server.Client.ModelInferAsync(InferMessage.Raw("echo", "FP32", [rows, 2], values), metadata);

                Assert.Equal(values, Assert.Single(answer.RawOutputContents));
            }
    }

    [Fact]
    public async Task Message_ThatIsNotWhatItsCompressionSays_IsRefused()
    {
        var (status, text, _) = await RawCall.SendAsync(
            fixture.Server, RawCall.Frame([1, 2, 3, 4], compressed: true), metadata: RawCall.Encoded("gzip"));

        Assert.Equal((StatusCode.InvalidArgument, "the request message is not valid compressed data"), (status, text));
    }

    [Fact]
    public async Task Message_ThatIsTooLarge_IsRefusedWithTheSettingsName()
    {
        await using var server = await GrpcServer.StartAsync("--Limits:MaxRequestBodyBytes", "1000");
        var zeros = InferMessage.Raw("identity_fp32", "FP32", [1, 1000], ByteString.CopyFrom(new byte[4000]));
        var plain = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.ModelInferAsync(zeros));
        var (compressedStatus, compressedText, _) = await RawCall.SendAsync(
            server, RawCall.Frame(RawCall.Compress("gzip", zeros.ToByteArray()), compressed: true), metadata: RawCall.Encoded("gzip"));
        var (hugeStatus, hugeText, _) = await RawCall.SendAsync(server, Convert.FromHexString("00FFFFFFFF"));
        var other = await RawCall.SendAsync(
            server, RawCall.Frame(new byte[2000], compressed: false), path: "/inference.GRPCInferenceService/ModelMetadata");
        var fitting = await server.Client.ModelInferAsync(
            InferMessage.Raw("identity_fp32", "FP32", [1, 200], ByteString.CopyFrom(new byte[800])));

        const string limit = ", which is what Limits:MaxRequestBodyBytes allows";
        Assert.Equal(new Status(StatusCode.ResourceExhausted, $"the request message is larger than 1000 bytes{limit}"), plain.Status);
        Assert.Equal(
            (StatusCode.ResourceExhausted, $"the request message is larger than 1000 bytes when decompressed{limit}"),
            (compressedStatus, compressedText));
        Assert.Equal((StatusCode.ResourceExhausted, $"the request message is larger than 1000 bytes{limit}"), (hugeStatus, hugeText));
        Assert.Equal((StatusCode.ResourceExhausted, $"the request message is larger than 1000 bytes{limit}"), (other.Status, other.Text));
        Assert.Equal(800, fitting.RawOutputContents[0].Length);
    }

    [Fact]
    public async Task Message_ThatIsABomb_IsNotDecompressedBeyondTheLimit()
    {
        await using var server = await GrpcServer.StartAsync("--Limits:MaxRequestBodyBytes", "1000000");
        var bomb = RawCall.Frame(RawCall.Compress("gzip", new byte[64_000_000]), compressed: true);
        Assert.InRange(bomb.Length, 1, 1_000_000);
        var before = GC.GetTotalAllocatedBytes();
        var (status, _, _) = await RawCall.SendAsync(server, bomb, metadata: RawCall.Encoded("gzip"));

        Assert.Equal(StatusCode.ResourceExhausted, status);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 60_000_000);
    }

    [Fact]
    public async Task Port_OfGrpc_HasNothingElse()
    {
        using var client = new HttpClient
        {
            BaseAddress = fixture.Server.Address, DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var response = await client.GetAsync("/metrics");

        Assert.Equal(
            (HttpStatusCode.NotFound, """{"error":"this port speaks gRPC only; HTTP has another"}"""),
            (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await fixture.Server.Http.PostAsync(
                RawCall.Infer, new ByteArrayContent([]) { Headers = { ContentType = new("application/grpc") } })).StatusCode);
    }
}
