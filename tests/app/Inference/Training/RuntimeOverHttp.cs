using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Platform.Inference.Tests.Training;

/// <summary>
/// ONNX Runtime for scripts that call it as a module of Python, of which Debian has no package: the module passes their calls on to here.
/// </summary>
internal sealed class RuntimeOverHttp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RuntimeOverHttp(WebApplication app) => _app = app;

    /// <summary>What <c>import onnxruntime</c> finds.</summary>
    public string Module => $$"""
        import base64, json, types, urllib.parse, urllib.request
        import numpy
        class InferenceSession:
            def __init__(self, path, providers):
                self.path = path
            def call(self, inputs):
                address = "{{_app.Urls.Single()}}/?file=" + urllib.parse.quote(self.path)
                return json.load(urllib.request.urlopen(address, json.dumps(inputs).encode()))
            def get_inputs(self):
                return [types.SimpleNamespace(**each) for each in self.call({})["inputs"]]
            def run(self, outputs, values):
                inputs = {name: {"shape": value.shape, "type": value.dtype.name, **(
                    {"texts": list(value.ravel())} if value.dtype == object else {"bytes": base64.b64encode(value.tobytes()).decode()})}
                    for name, value in values.items()}
                found = self.call(inputs)["outputs"]
                return [numpy.frombuffer(base64.b64decode(found[name]["bytes"]), numpy.float32).reshape(found[name]["shape"]) for name in outputs]
        """;

    public static async Task<RuntimeOverHttp> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var runtime = new RuntimeOverHttp(builder.Build());
        runtime._app.Run(AnswerAsync);
        await runtime._app.StartAsync();
        return runtime;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        using var session = new InferenceSession(context.Request.Query["file"].ToString());
        using var given = await JsonDocument.ParseAsync(context.Request.Body);
        var values = given.RootElement.EnumerateObject().ToDictionary(each => each.Name, each => Value(each.Value));
        var inputs = session.InputMetadata.Select(each => new { name = each.Key, type = TypeOf(each.Value), shape = ShapeOf(each.Value) });
        if (values.Count == 0)
        {
            await context.Response.WriteAsJsonAsync(new { inputs });
            return;
        }

        // Numbers alone are read
        string[] names = [.. session.OutputMetadata.Where(each => each.Value.ElementType == typeof(float)).Select(each => each.Key)];
        using var options = new RunOptions();
        using var results = session.Run(options, values, names);
        var outputs = names.Zip(results).ToDictionary(each => each.First, each => new
        {
            shape = each.Second.GetTensorTypeAndShape().Shape,
            bytes = Convert.ToBase64String(MemoryMarshal.AsBytes(each.Second.GetTensorDataAsSpan<float>())),
        });
        foreach (var value in values.Values)
            value.Dispose();
        await context.Response.WriteAsJsonAsync(new { outputs });
    }

    private static OrtValue Value(JsonElement given)
    {
        long[] shape = [.. given.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        if (given.TryGetProperty("texts", out var texts))
        {
            var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
            foreach (var (at, text) in texts.EnumerateArray().Index())
                value.StringTensorSetElementAt(text.GetString(), at);
            return value;
        }

        var bytes = given.GetProperty("bytes").GetBytesFromBase64();
        return given.GetProperty("type").GetString() switch
        {
            "int64" => OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<byte, long>(bytes).ToArray(), shape),
            "float32" => OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), shape),
            var type => throw new ArgumentException($"'{type}' is passed on by nobody"),
        };
    }

    private static string TypeOf(NodeMetadata input) => input.ElementDataType switch
    {
        TensorElementType.Int64 => "tensor(int64)",
        TensorElementType.Float => "tensor(float)",
        TensorElementType.String => "tensor(string)",
        var type => throw new ArgumentException($"'{type}' is passed on by nobody"),
    };

    /// <summary>As Python has it: a number, or the name of what is free.</summary>
    private static object[] ShapeOf(NodeMetadata input)
        => [.. input.Dimensions.Zip(input.SymbolicDimensions, (size, name) => size < 0 ? (object)name : size)];
}
