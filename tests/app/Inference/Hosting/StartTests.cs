using System.Net;
using System.Net.Sockets;
using Platform.Inference.Hosting;

namespace Platform.Inference.Tests.Hosting;

public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory();

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Start_RootThatDoesNotExist_SaysSo()
    {
        var missing = Path.Combine(_root.FullName, "missing");

        Assert.Equal(
            $"the model repository '{missing}' does not exist; set Models:Root to a folder of <model>/<version>/model.onnx",
            await FailAsync("--Models:Root", missing));
    }

    [Fact]
    public async Task Start_RootWithoutModels_SaysSo() => Assert.Equal(
        $"the model repository '{_root.FullName}' holds no <model>/<version>/model.onnx, where <version> is a positive integer",
        await FailAsync("--Models:Root", _root.FullName));

    [Fact]
    public async Task Start_OnlyModelIsCorrupt_SaysWhichAndWhy()
    {
        var file = AddModel("broken", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

        Assert.Equal(
            $"none of the models in '{_root.FullName}' can be served:\n  {file}: its model.onnx is not a valid ONNX model",
            await FailAsync("--Models:Root", _root.FullName));
    }

    [Fact]
    public async Task Start_OnlyModelHasNoFile_SaysWhichAndWhy()
    {
        var file = Path.Combine(_root.CreateSubdirectory("empty/1").FullName, "model.onnx");

        Assert.Equal(
            $"none of the models in '{_root.FullName}' can be served:\n  {file}: it has no model.onnx",
            await FailAsync("--Models:Root", _root.FullName));
    }

    [Fact]
    public async Task Start_RequiredModelIsCorrupt_SaysWhichAndWhy()
    {
        AddIris();
        var file = AddModel("broken", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

        Assert.Equal(
            $"models that the server must have cannot be served:\n  {file}: its model.onnx is not a valid ONNX model",
            await FailAsync("--Models:Root", _root.FullName, "--Models:Required:0", "broken"));
    }

    [Fact]
    public async Task Start_RequiredModelIsNotThere_SaysSo()
    {
        AddIris();

        Assert.Equal(
            $"Models:Required names 'rose', which the model repository '{_root.FullName}' does not hold",
            await FailAsync("--Models:Root", _root.FullName, "--Models:Required:0", "rose"));
    }

    [Fact]
    public async Task Start_DefaultModelIsNotThere_SaysSo()
    {
        AddIris();

        Assert.Equal(
            $"Models:Default names 'rose', which the model repository '{_root.FullName}' does not hold",
            await FailAsync("--Models:Root", _root.FullName, "--Models:Default", "rose"));
    }

    [Theory]
    [InlineData("Limits:MaxRequestBodyBytes", "abc", "a whole number from 1 to 2147483647")]
    [InlineData("Limits:MaxRequestBodyBytes", "0", "a whole number from 1 to 2147483647")]
    [InlineData("Limits:MemoryBytes", "-1", "a whole number from 0 to 9223372036854775807")]
    [InlineData("Limits:MemoryBytes", "9223372036854775808", "a whole number from 0 to 9223372036854775807")]
    [InlineData("Limits:MemoryBytes", "512Mi", "a whole number from 0 to 9223372036854775807")]
    [InlineData("Limits:KeepAliveSeconds", "0", "a whole number from 1 to 86400")]
    [InlineData("Limits:DrainDelayMilliseconds", "1.5", "a whole number from 0 to 600000")]
    [InlineData("Models:WatchMilliseconds", "", "a whole number from 0 to 3600000")]
    [InlineData("Usage:FlushBeforeResponse", "maybe", "true or false")]
    [InlineData(
        "Gateway:ClientCertificateThumbprint", "AA:BB",
        "the SHA-256 thumbprint of the gateway's certificate: 64 hex digits, with or without colons or spaces")]
    [InlineData(
        "Gateway:ClientCertificateThumbprint", "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3",
        "the SHA-256 thumbprint of the gateway's certificate: 64 hex digits, with or without colons or spaces")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "an address such as http://127.0.0.1:4317")]
    public async Task Start_SettingOfAWrongValue_NamesItAndWhatIsAllowed(string setting, string given, string expected)
        => Assert.Equal(
            $"setting {setting} is '{given}'; expected {expected}", await FailAsync("--urls", "http://127.0.0.1:0", $"--{setting}", given));

    [Fact]
    public async Task Start_OneOfTwoModelsIsCorrupt_ServesTheOther()
    {
        AddIris();
        AddModel("broken", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        await using var server = await RunningServer.StartAsync("--Models:Root", _root.FullName);

        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v2/models/iris")).Status);
        Assert.Equal(
            "model 'broken' version 1 could not be loaded: its model.onnx is not a valid ONNX model",
            (await server.PostAsync("/v2/models/broken/infer", "{}")).Error(HttpStatusCode.ServiceUnavailable));
        var ready = await server.GetAsync("/v2/models/broken/ready");
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable,
                """{"name":"broken","ready":false,"reason":"model \u0027broken\u0027 version 1 could not be loaded: its model.onnx is """
                + """not a valid ONNX model"}"""), (ready.Status, ready.Text));
    }

    [Fact]
    public async Task Start_SettingsThatDoNotFit_SaysWhere()
    {
        AddIris();
        var settings = Path.Combine(_root.FullName, "iris", "model.json");
        await File.WriteAllTextAsync(settings, """{"features":["a","b"]}""");

        Assert.EndsWith(
            "model.json names 2 features, but input 'features' has 4 columns", await FailAsync("--Models:Root", _root.FullName));

        await File.WriteAllTextAsync(settings, """{"batching":{"maxBatchSize":0}}""");

        Assert.EndsWith(
            "model.json sets batching.maxBatchSize to 0; expected at least 1", await FailAsync("--Models:Root", _root.FullName));
    }

    [Fact]
    public async Task Start_PortInUse_NamesItAndTheOption()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        Assert.Equal(
            $"Failed to bind to address {url}: address already in use; choose another with --urls http://127.0.0.1:PORT",
            await FailAsync("--urls", url));
    }

    [Fact]
    public async Task Start_UsageFolderThatCannotBeWritten_SaysWhichAndTheSetting()
    {
        var file = Path.Combine(_root.FullName, "file");
        await File.WriteAllTextAsync(file, "");
        var folder = Path.Combine(file, "usage");

        var message = await FailAsync("--Usage:Path", folder);

        Assert.StartsWith($"usage cannot be recorded in '{folder}': ", message, StringComparison.Ordinal);
        Assert.EndsWith(" Set Usage:Path to a folder that can be written.", message, StringComparison.Ordinal);
    }

    private static async Task<string> FailAsync(params string[] args)
    {
        await using var errors = new StringWriter { NewLine = "\n" };
        var exitCode = await InferenceServer.RunAsync(
            [
                "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "None",
                "--Logging:LogLevel:Microsoft.AspNetCore", "None", .. args,
            ], errors);
        Assert.Equal(1, exitCode);
        return errors.ToString().ReplaceLineEndings("\n").TrimEnd();
    }

    private void AddIris()
        => AddModel("iris", File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models", "iris", "1", "model.onnx")));

    private string AddModel(string name, byte[] content)
    {
        var file = Path.Combine(_root.CreateSubdirectory($"{name}/1").FullName, "model.onnx");
        File.WriteAllBytes(file, content);
        return file;
    }
}
