using System.Net;
using Platform.Forests.Tests;
using Platform.Inference.Tests.Graphs;

namespace Platform.Inference.Tests.Models;

/// <summary>Folders with a valid ONNX file that cannot be served all the same.</summary>
public sealed class BrokenModelTests : IDisposable
{
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("""{"features":[null,"b"]}""", "model.json sets features[0] to null; expected a name")]
    [InlineData("""{"features":["a",""]}""", "model.json sets features[1] to \"\"; expected a name")]
    [InlineData("""{"features":["a","a"]}""", "model.json names 'a' twice in features; expected different names")]
    [InlineData("""{"features":["a","b"],"labels":[null,"x"]}""", "model.json sets labels[0] to null; expected a name")]
    [InlineData("""{"features":["a","b"],"labels":["x","x"]}""", "model.json names 'x' twice in labels; expected different names")]
    public async Task Settings_WithNamesThatAreNone_FailTheirModelAlone(string settings, string reason)
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        _models.AddIdentity("bad", ModelFolder.Fp32, [-1, 2], settings);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        await AssertAsync(server, $"model 'bad' version 1 could not be loaded: {reason}");
    }

    [Theory]
    [InlineData(
        "my.ops",
        "it needs the custom operator 'Frob' of domain 'my.ops', which this server does not have; it has those of ONNX, of ONNX Runtime "
        + "and of its Extensions")]
    [InlineData("", "it needs the operator 'Frob', which opset 17 does not have; this server knows the operators of ONNX")]
    public async Task Operator_ThatTheServerDoesNotHave_IsNamed(string domain, string reason)
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        var file = _models.Add(
            "bad", null, OnnxBytes.Node(domain, "Frob", "x", ["y"]), OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, 2]),
            OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, 2]));
        if (domain.Length > 0)
            File.AppendAllBytes(file, OnnxBytes.Message(8, OnnxBytes.Text(1, domain), OnnxBytes.Number(2, 1)));
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        await AssertAsync(server, $"model 'bad' version 1 could not be loaded: {reason}");
    }

    [Fact]
    public async Task Weights_ThatAreNotThere_AreNamed()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        _models.Add(
            "bad", null, OnnxBytes.Node("", "Add", ["x", "w"], ["y"]),
            OnnxBytes.Message(
                5, OnnxBytes.Number(1, 2), OnnxBytes.Number(2, 1), OnnxBytes.Text(8, "w"),
                OnnxBytes.Message(13, OnnxBytes.Text(1, "location"), OnnxBytes.Text(2, "weights.bin")), OnnxBytes.Number(14, 1)),
            OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, 2]), OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, 2]));
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        await AssertAsync(
            server,
            "model 'bad' version 1 could not be loaded: its weights are in the file 'weights.bin', which is not there; put it "
            + "beside model.onnx");
    }

    [Theory]
    [InlineData(17, "FLOAT8E4M3FN", "with a Cast to FP32")]
    [InlineData(20, "FLOAT8E5M2FNUZ", "with a Cast to FP32")]
    [InlineData(21, "UINT4", "with a Cast to FP32")]
    [InlineData(22, "INT4", "with a Cast to FP32")]
    [InlineData(23, "FLOAT4E2M1", "with a Cast to FP32")]
    [InlineData(14, "COMPLEX64", "with real and imaginary parts as a last dimension of FP32")]
    [InlineData(15, "COMPLEX128", "with real and imaginary parts as a last dimension of FP32")]
    public async Task Elements_ThatTheProtocolDoesNotKnow_AreNamed(int type, string name, string cure)
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        _models.AddIdentity("bad", type, [-1, 2]);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        await AssertAsync(
            server,
            $"model 'bad' version 1 could not be loaded: its input 'INPUT0' has elements of type {name}, which the protocol does not know; "
            + $"export the model {cure}");
    }

    [Fact]
    public async Task Output_WithElementsThatTheProtocolDoesNotKnow_IsLeftOut()
    {
        const long float8 = 17;
        _models.Add(
            "m", null, OnnxBytes.Node("", "Cast", "x", ["small"], OnnxBytes.Attribute("to", float8)),
            OnnxBytes.Node("", "Identity", "x", ["y"]), OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, 2]),
            OnnxBytes.Value(12, "small", (int)float8, [-1, 2]), OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, 2]));
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        var answer = await server.PostAsync(
            "/v2/models/m/infer", """{"inputs":[{"name":"x","datatype":"FP32","shape":[1,2],"data":[1,2]}]}""");

        Assert.Equal(
            """{"model_name":"m","model_version":"1","outputs":[{"name":"y","datatype":"FP32","shape":[1,2],"data":[1,2]}]}""",
            answer.Text);
    }

    [Fact]
    public async Task Weights_OfABranchThatAreNotThere_AreNamed()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        var weights = OnnxBytes.Message(
            5, OnnxBytes.Number(1, 2), OnnxBytes.Number(2, 1), OnnxBytes.Text(8, "w"),
            OnnxBytes.Message(13, OnnxBytes.Text(1, "location"), OnnxBytes.Text(2, "branch.bin")), OnnxBytes.Number(14, 1));
        _models.Add(
            "bad", null,
            RiskyGraphs.If("y", OnnxBytes.Node("", "Add", ["x", "w"], ["z"]), weights, OnnxBytes.Value(12, "z", ModelFolder.Fp32, [-1, 2])),
            OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, 2]), OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, 2]));
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        await AssertAsync(
            server,
            "model 'bad' version 1 could not be loaded: its weights are in the file 'branch.bin', which is not there; put it "
            + "beside model.onnx");
    }

    [Theory]
    [InlineData(99, 17, "its model.onnx has IR version 99, and this server reads up to 13; export it with an older version of onnx")]
    [InlineData(8, 99, "its model.onnx uses opset 99 of domain 'ai.onnx', and this server knows up to 26; export it with target_opset=26")]
    public async Task File_OfANewerOnnx_SaysSo(int ir, int opset, string reason)
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        File.WriteAllBytes(_models.AddIdentity("bad", ModelFolder.Fp32, [-1, 2]),
        [
            .. OnnxBytes.Number(1, ir), .. OnnxBytes.Message(8, OnnxBytes.Text(1, ""), OnnxBytes.Number(2, opset)), .. OnnxBytes.Message(
                7, OnnxBytes.Text(2, "g"), OnnxBytes.Node("", "Identity", "x", ["y"]), OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1]),
                OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1])),
        ]);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        await AssertAsync(server, $"model 'bad' version 1 could not be loaded: {reason}");
    }

    [Theory]
    [InlineData(
        "Pow", 4,
        "it needs the operator 'Pow' of opset 15 for elements of a type that ONNX Runtime does not compute it with; export the model with "
        + "a Cast before it, such as to FP32")]
    [InlineData(
        "Softmax", 6,
        "ONNX Runtime refuses its graph: This is an invalid model. Type Error: Type 'tensor(int32)' of input parameter (x) of operator "
        + "(Softmax) in node () is invalid.")]
    public async Task Operator_ForATypeThatItDoesNotTake_IsNamed(string operation, int type, string reason)
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        _models.Add(
            "bad", null, OnnxBytes.Node("", operation, operation == "Pow" ? ["f", "x"] : ["x"], ["y"]),
            OnnxBytes.Value(11, "x", type, [-1, 2]),
            OnnxBytes.Value(11, "f", ModelFolder.Fp32, [-1, 2]),
            OnnxBytes.Value(12, "y", operation == "Pow" ? ModelFolder.Fp32 : type, [-1, 2]));
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        await AssertAsync(server, $"model 'bad' version 1 could not be loaded: {reason}");
    }

    [Theory]
    [InlineData(
        11, 4,
        "its input 'v' is a sequence, and only tensors can be served; export the model with a SplitToSequence of a tensor before it")]
    [InlineData(11, 9, "its input 'v' is an optional, and only tensors can be served; export the model with a tensor in its place")]
    [InlineData(
        12, 4, "its output 'v' is a sequence, and only tensors can be served; export the model with a ConcatFromSequence at its end")]
    [InlineData(12, 9, "its output 'v' is an optional, and only tensors can be served; export the model with an OptionalGetElement")]
    public async Task Value_ThatIsNoTensor_IsNamed(int field, int kind, string reason)
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        var tensor = OnnxBytes.Message(1, OnnxBytes.Number(1, ModelFolder.Fp32));
        _models.Add(
            "bad", null,
            OnnxBytes.Message(field, OnnxBytes.Text(1, "v"), OnnxBytes.Message(2, OnnxBytes.Message(kind, OnnxBytes.Message(1, tensor)))));
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        await AssertAsync(server, $"model 'bad' version 1 could not be loaded: {reason}");
    }

    [Theory]
    [InlineData("", "its model.onnx is empty")]
    [InlineData(
        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n",
        "its model.onnx is a pointer of Git LFS in the place of the model; fetch the model with 'git lfs pull'")]
    [InlineData("no model", "its model.onnx is not a valid ONNX model")]
    public async Task File_ThatIsNoModel_SaysWhatItIs(string content, string reason)
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        File.WriteAllText(_models.AddIdentity("bad", ModelFolder.Fp32, [-1, 2]), content);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        await AssertAsync(server, $"model 'bad' version 1 could not be loaded: {reason}");
    }

    [Fact]
    public async Task Locale_ThatIsNotInstalled_IsNamed()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        _models.Add(
            "bad", null,
            OnnxBytes.Node(
                "", "StringNormalizer", "x", ["y"], OnnxBytes.Attribute("case_change_action", "LOWER"),
                OnnxBytes.Attribute("locale", "xx_XX.UTF-8")),
            OnnxBytes.Value(11, "x", ModelFolder.Bytes, [-1]), OnnxBytes.Value(12, "y", ModelFolder.Bytes, [-1]));
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        await AssertAsync(
            server,
            "model 'bad' version 1 could not be loaded: it changes the case of texts by the rules of the locale 'xx_XX.UTF-8', which is "
            + "not installed where the server runs; install it, or export the model without lower-casing");
    }

    [Fact]
    public async Task Settings_WithAByteOrderMark_AreRead()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2], "\uFEFF{\"features\":[\"a\",\"b\"]}");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/models/good/predict", """{"a":1,"b":2}""")).Status);
    }

    [Fact]
    public async Task Operator_OfTheExtensions_IsServed()
    {
        var file = _models.Add(
            "upper", null, OnnxBytes.Node("ai.onnx.contrib", "StringUpper", "INPUT0", ["OUTPUT0"]),
            OnnxBytes.Value(11, "INPUT0", ModelFolder.Bytes, [-1]), OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Bytes, [-1]));
        File.AppendAllBytes(file, OnnxBytes.Message(8, OnnxBytes.Text(1, "ai.onnx.contrib"), OnnxBytes.Number(2, 1)));
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        var answer = await server.PostAsync("/v2/models/upper/infer", OipRequest.One("BYTES", "[2]", "[\"small\",\"Big\"]"));

        Assert.Equal("""["SMALL","BIG"]""", answer.Json["outputs"]![0]!["data"]!.ToJsonString());
    }

    [Fact]
    public async Task Input_ThatNoTensorCanHold_FailsItsModelAlone()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        _models.AddIdentity("bad", ModelFolder.Fp32, [100_000, 100_000]);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        await AssertAsync(
            server,
            $"model 'bad' version 1 could not be loaded: 'INPUT0' has FP32 elements and shape [100000,100000]; expected at most "
            + $"{Array.MaxLength} bytes");
    }

    [Fact]
    public async Task BrokenModel_AddedToARunningServer_FailsAlone()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path, "--Models:WatchMilliseconds", "20");

        _models.AddIdentity("bad", ModelFolder.Fp32, [-1, 2], """{"features":[null,"b"]}""");
        await Eventually.TrueAsync(async () => (await server.GetAsync("/v2/models/bad")).Status != HttpStatusCode.NotFound);

        await AssertAsync(server, "model 'bad' version 1 could not be loaded: model.json sets features[0] to null; expected a name");
    }

    [Fact]
    public async Task Settings_WithNullForASection_ServeWithoutIt()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2], """{"batching":null,"features":null,"labels":null,"example":null}""");
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/v2/models/good/infer", OipRequest.One("FP32", "[1,2]", "[1,2]"))).Status);
    }

    private static async Task AssertAsync(RunningServer server, string error)
    {
        Assert.Equal(
            error,
            (await server.PostAsync("/v2/models/bad/infer", OipRequest.One("FP32", "[1,2]", "[1,2]")))
                .Error(HttpStatusCode.ServiceUnavailable));
        Assert.Equal(
            "[1,2]",
            (await server.PostAsync("/v2/models/good/infer", OipRequest.One("FP32", "[1,2]", "[1,2]")))
                .Json["outputs"]![0]!["data"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v2/health/ready")).Status);
    }
}
