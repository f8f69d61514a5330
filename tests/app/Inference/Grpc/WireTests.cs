using Google.Protobuf;
using Grpc.Core;
using Platform.Inference.Grpc.Wire;
using static Platform.Forests.Tests.OnnxBytes;

namespace Platform.Inference.Tests.Grpc;

/// <summary>Messages that are the protocol's, but not as its usual clients write them.</summary>
public sealed class WireTests(GrpcFixture fixture) : IClassFixture<GrpcFixture>
{
    private const string NoBuffer =
        "the request message is not the one that this method takes: its bytes are no such protocol buffer";

    private static readonly byte[] _sixteen = InferMessage.Bytes(InferMessage.Sixteen).ToByteArray();

    public static TheoryData<string, byte[]> Requests => new()
    {
        { "fields in no order", [.. Message(7, _sixteen), .. Message(7, _sixteen), .. Input(0), .. Input(1), .. Text(1, "simple")] },
        {
            "dimensions apart",
            [
                .. Text(1, "simple"), .. Message(5, Number(3, 1), Text(2, "INT32"), Number(3, 16), Text(1, "INPUT0")), .. Input(1),
                .. Message(7, _sixteen), .. Message(7, _sixteen),
            ]
        },
        {
            "unknown fields",
            [
                .. Number(90, 5), .. Text(91, "x"), .. Real(92, 1), .. Text(1, "simple"), .. Input(0, Number(9, 7)), .. Input(1),
                .. Message(7, _sixteen), .. Message(7, _sixteen),
            ]
        },
        {
            "the last of several",
            [
                .. Text(1, "nope"), .. Text(1, "simple"), .. Text(2, "9"), .. Text(2, ""),
                .. Input(0, Text(1, "INPUT1"), Text(1, "INPUT0")), .. Input(1), .. Message(7, _sixteen), .. Message(7, _sixteen),
            ]
        },
        {
            "a field of another type",
            [.. Text(1, "simple"), .. Number(1, 5), .. Input(0), .. Input(1), .. Message(7, _sixteen), .. Message(7, _sixteen)]
        },
        {
            "contents in parts",
            [
                .. Text(1, "simple"), .. Input(0, Contents(1, 4), Contents(5, 6), Contents(7, 16)),
                .. Input(1, Contents(1, 16)),
            ]
        },
        {
            "contents one by one",
            [
                .. Text(1, "simple"), .. Input(0, Message(5, [.. InferMessage.Sixteen.Select(value => Number(2, value))])),
                .. Input(1, Contents(1, 16)),
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_WrittenAsTheFormatAllows_IsReadAsTheGeneratedMessageIs(string how, byte[] message)
    {
        var (status, text, answer) = await RawCall.SendAsync(fixture.Server, RawCall.Frame(message, compressed: false));
        var expected = await fixture.Client.ModelInferAsync(ModelInferRequest.Parser.ParseFrom(message));

        Assert.True(status == StatusCode.OK, $"{how}: {text}");
        Assert.Equal(expected, ModelInferResponse.Parser.ParseFrom(answer, 5, answer.Length - 5));
    }

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "an input that ends early", [.. Text(1, "simple"), .. Message(5, [0x0A, 0x20, 0x41])] },
        { "dimensions that end early", [.. Text(1, "simple"), .. Input(0, Message(3, [0x80]))] },
        { "a number of eleven bytes", [.. Text(1, "simple"), 0x48, .. Enumerable.Repeat((byte)0xFF, 10), 1] },
        { "a fixed number that ends early", [.. Text(1, "simple"), 0x4D, 1, 2] },
        { "a field without a number", [.. Text(1, "simple"), 0x02, 0] },
        { "a group", [.. Text(1, "simple"), 0x4B, 0x4C] },
        { "a parameter that ends early", [.. Text(1, "simple"), .. Message(4, Text(1, "x"), Message(2, [0x1A, 0x20]))] },
        { "contents that end early", [.. Text(1, "simple"), .. Input(0, Message(5, [0x12, 0x20, 1]))] },
        { "an output that ends early", [.. Text(1, "no_input"), .. Message(6, [0x0A, 0x20])] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Request_ThatIsNoProtocolBuffer_IsRefused(string how, byte[] message)
    {
        var (status, text, _) = await RawCall.SendAsync(fixture.Server, RawCall.Frame(message, compressed: false));

        Assert.Equal((how, StatusCode.InvalidArgument, NoBuffer), (how, status, text));
    }

    [Fact]
    public async Task Answer_IsWrittenAsTheGeneratedMessageIs()
    {
        var named = InferMessage.SimpleRaw();
        named.Id = "käse";
        foreach (var request in new[]
        {
            named, InferMessage.SimpleTyped(), new ModelInferRequest { ModelName = "no_input" },
            InferMessage.Raw("identity_bytes", "BYTES", [2, 1], ByteString.CopyFrom(Convert.FromHexString("0000000003000000C3A9FF"))),
            InferMessage.Typed("identity_bytes", "BYTES", [1, 300], new InferTensorContents
            {
                BytesContents = { Enumerable.Repeat(ByteString.CopyFromUtf8("é"), 300) },
            }),
            InferMessage.Raw("identity_fp32", "FP32", [1, 0], ByteString.Empty),
        })
        {
            var (status, text, answer) = await RawCall.SendAsync(
                fixture.Server, RawCall.Frame(request.ToByteArray(), compressed: false));

            Assert.True(status == StatusCode.OK, text);
            Assert.Equal(ModelInferResponse.Parser.ParseFrom(answer, 5, answer.Length - 5).ToByteArray(), answer[5..]);
        }
    }

    /// <summary>So large that it comes in many pieces, each of which may end anywhere.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_InPieces_IsReadWhole(bool isTyped)
    {
        var values = Enumerable.Range(0, 100_001).Select(i => i / 7f).ToArray();
        var answer = await fixture.Client.ModelInferAsync(isTyped
            ? InferMessage.Typed("identity_fp32", "FP32", [1, values.Length], new InferTensorContents { Fp32Contents = { values } })
            : InferMessage.Raw("identity_fp32", "FP32", [1, values.Length], InferMessage.Bytes(values)));

        if (isTyped)
            Assert.Equal(values, answer.Outputs[0].Contents.Fp32Contents);
        else
            Assert.Equal(InferMessage.Bytes(values), answer.RawOutputContents[0]);
    }

    [Theory]
    [InlineData("application/grpc+proto", StatusCode.OK, null)]
    [InlineData("application/grpc;charset=utf-8", StatusCode.OK, null)]
    [InlineData("application/grpcx", StatusCode.Internal, "Content-Type 'application/grpcx' is not supported.")]
    [InlineData("application/json", StatusCode.Internal, "Content-Type 'application/json' is not supported.")]
    public async Task Request_OfAContentType_IsReadWhereItIsGrpcs(string contentType, StatusCode expected, string? message)
    {
        var (status, text, _) = await RawCall.SendAsync(
            fixture.Server, RawCall.Frame(InferMessage.SimpleRaw().ToByteArray(), compressed: false), contentType: contentType);

        Assert.Equal((expected, message), (status, text));
    }

    [Theory]
    [InlineData("br", StatusCode.Unimplemented, "grpc-encoding 'br' is not supported; expected gzip or deflate")]
    [InlineData(
        "identity", StatusCode.Internal, "the request message is compressed, and its metadata 'grpc-encoding' does not say how")]
    [InlineData(null, StatusCode.Internal, "the request message is compressed, and its metadata 'grpc-encoding' does not say how")]
    public async Task Request_CompressedInAnUnknownWay_IsRefused(string? encoding, StatusCode expected, string message)
    {
        var (status, text, _) = await RawCall.SendAsync(
            fixture.Server, RawCall.Frame(InferMessage.SimpleRaw().ToByteArray(), compressed: true),
            metadata: encoding is null ? [] : RawCall.Encoded(encoding));

        Assert.Equal((expected, message), (status, text));
    }

    private static byte[] Input(int number, params byte[][] more)
        => Message(5, [Text(1, $"INPUT{number}"), Text(2, "INT32"), Message(3, [1, 16]), .. more]);

    /// <summary>The numbers from one to another, packed.</summary>
    private static byte[] Contents(int first, int last)
        => Message(5, Message(2, [.. Enumerable.Range(first, last - first + 1).Select(value => (byte)value)]));
}
