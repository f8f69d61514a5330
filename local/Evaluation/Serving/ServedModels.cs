using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Evaluation.Candidates;
using Platform.Inference.Features;
using Platform.Inference.Generation;
using Platform.Inference.Hosting;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Evaluation.Serving;

/// <summary>The real server on loopback with both versions, each as a model of its own.</summary>
internal sealed class ServedModels : IAsyncDisposable
{
    public const string Current = "current";
    public const string Candidate = "candidate";

    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;

    private ServedModels(DirectoryInfo folder, WebApplication app)
    {
        (_folder, _app) = (folder, app);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Client { get; }

    /// <summary>A model that takes texts alone, and names no features, is asked by the name of its input.</summary>
    /// <exception cref="EvaluationException">One of them cannot be served.</exception>
    public static async Task<ServedModels> StartAsync(VersionFolder current, VersionFolder candidate, CancellationToken cancellationToken)
    {
        var served = await StartAsync(current, candidate, null, cancellationToken);
        var model = served.Find(Current);
        if (model.Predict is not null || model.Generator is not null || model.Signature.Inputs is not [{ Type: DataType.Bytes } texts])
            return served;
        await served.DisposeAsync();
        return await StartAsync(current, candidate, texts.Name, cancellationToken);
    }

    private static async Task<ServedModels> StartAsync(
        VersionFolder current, VersionFolder candidate, string? feature, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("evaluation-");
        var served = default(ServedModels);
        try
        {
            Stage(folder.FullName, Current, current, feature);
            Stage(folder.FullName, Candidate, candidate, feature);
            var app = InferenceServer.Create([
                "--urls", "http://127.0.0.1:0", "--Models:Root", folder.FullName, "--Models:WatchMilliseconds", "0",
                "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "None"]);
            await app.StartAsync(cancellationToken);
            served = new ServedModels(folder, app);
            await app.Services.GetServices<IHostedService>().OfType<WarmUp>().Single().ExecuteTask!.WaitAsync(cancellationToken);
            served.Require(Current);
            served.Require(Candidate);
            return served;
        }
        catch (Exception exception)
        {
            if (served is not null)
                await served.DisposeAsync();
            else
                folder.Delete(recursive: true);
            if (exception is ModelLoadException)
                throw new EvaluationException(exception.Message);
            throw;
        }
    }

    public ModelVersion Find(string name) => _app.Services.GetRequiredService<ModelRepository>().Find(name).Versions.Single();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void Require(string name)
    {
        var model = _app.Services.GetRequiredService<ModelRepository>().Models.SingleOrDefault(model => model.Name == name);
        if (model?.Versions is not [{ IsReady: true }])
            throw new EvaluationException(
                $"the {name} version cannot be served: {model?.Failures.Values.FirstOrDefault() ?? "the server failed to load it"}");
    }

    private static void Stage(string root, string name, VersionFolder version, string? feature)
    {
        var files = Path.Combine(root, name, "1");
        Directory.CreateDirectory(files);
        foreach (var file in Directory.EnumerateFiles(version.Path))
            File.Copy(file, Path.Combine(files, Path.GetFileName(file)));
        var target = Path.Combine(root, name, "model.json");
        if (version.Settings is { } settings)
            File.Copy(settings, target);
        if (feature is null)
            return;
        var named = File.Exists(target) ? JsonNode.Parse(File.ReadAllText(target))!.AsObject() : [];
        named["features"] = new JsonArray(feature);
        File.WriteAllText(target, named.ToJsonString());
    }
}
