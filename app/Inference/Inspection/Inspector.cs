using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Inference.Hosting;
using Platform.Inference.Models;

namespace Platform.Inference.Inspection;

/// <summary>Looks at a model's files as the server does when it loads them, and tells people what it sees.</summary>
internal sealed class Inspector(InspectedFiles files, List<string> problems, TextWriter output)
{
    private readonly ModelLoader _loader = ServerLoader.Create(TimeProvider.System, NullLogger<ModelLoader>.Instance);
    private readonly SettingsFile _settings = new(Path.Combine(files.Folder, "model.json"));

    /// <returns>Whether all of it can be served.</returns>
    public async Task<bool> RunAsync(bool write)
    {
        if (!ModelFile.IsName(files.Name))
            problems.Add($"'{files.Name}' is no name for a model: 1 to 128 characters of a-z, A-Z, 0-9, '_', '-' and '.'");
        var missing = Missing();
        foreach (var file in files.Files)
            await DescribeAsync(file, missing);
        if (files.Misplaced)
            problems.Add(
                $"it is served from {Path.Combine(files.Folder, "1", "model.onnx")}; put it there, with model.json beside the folder 1");
        await TellSettingsAsync(missing, write);
        foreach (var problem in problems)
            await output.WriteLineAsync($"wrong: {problem}");
        return problems.Count == 0;
    }

    /// <summary>
    /// Of the highest version that can be loaded. An example wants features and categories, so that it is looked for once they are there.
    /// </summary>
    private JsonObject Missing()
    {
        var missing = new JsonObject();
        foreach (var file in files.Files.Reverse())
            for (var more = true; more;)
            {
                if (TryLoad(file, missing, out _) is not { } model)
                    break;
                var found = SettingsFile.Missing(model, file.Path);
                model.Drop();
                foreach (var (name, value) in found)
                    missing[name] = value?.DeepClone();
                more = found.Count > 0;
                if (!more)
                    return missing;
            }

        return missing;
    }

    private async Task DescribeAsync(ModelFile file, JsonObject missing)
    {
        await output.WriteLineAsync($"model '{files.Name}', version {file.Number}: {file.Path}");
        if (TryLoad(file, missing, out var reason) is not { } model)
        {
            problems.Add($"version {file.Number} cannot be served: {reason}");
            return;
        }

        try
        {
            await model.WarmUpAsync();
            if (model.WarmUpFailure is { } refused)
                await output.WriteLineAsync($"  note       it refuses a row of zeros, as it is run once at the start: {refused}");
            if (await ModelDescription.WriteAsync(model, output) is { } problem)
                problems.Add($"version {file.Number}: {problem}");
        }
        finally
        {
            model.Drop();
        }
    }

    private ModelVersion? TryLoad(ModelFile file, JsonObject missing, out string reason)
    {
        var settings = default(string);
        try
        {
            if (missing.Count > 0)
                File.WriteAllText(settings = Path.GetTempFileName(), SettingsFile.Format(_settings.With(missing)));
            reason = "";
            return _loader.Load(file with { SettingsPath = settings ?? file.SettingsPath });
        }
        catch (ModelLoadException exception)
        {
            reason = exception.Message + (exception.InnerException is { } cause ? $" ({cause.Message})" : "");
            return null;
        }
        catch (JsonException exception)
        {
            reason = $"model.json is not plain JSON: {exception.Message}";
            return null;
        }
        finally
        {
            if (settings is not null)
                File.Delete(settings);
        }
    }

    private async Task TellSettingsAsync(JsonObject missing, bool write)
    {
        if (missing.Count == 0)
            return;
        if (!write)
        {
            await output.WriteLineAsync(
                $"model.json can say besides (--write writes it):{Environment.NewLine}{SettingsFile.Format(missing)}");
            return;
        }

        try
        {
            _settings.Write(_settings.With(missing));
            await output.WriteLineAsync($"{_settings.Path} now says besides:{Environment.NewLine}{SettingsFile.Format(missing)}");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            problems.Add($"{_settings.Path} is left as it is: {exception.Message}");
        }
    }
}
