using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Platform.Inference.Models;

namespace Platform.Evaluation.Candidates;

/// <summary>A version of a model as it lies in a folder.</summary>
/// <param name="Name">How it is called in a report: <c>bank/1</c>.</param>
/// <param name="Path">The folder with <c>model.onnx</c>.</param>
/// <param name="Settings">Its <c>model.json</c>; null where it has none of its own.</param>
internal sealed record VersionFolder(string Name, string Path, string? Settings)
{
    private const string ModelFile = "model.onnx";
    private const string Record = "training.json";
    private static readonly string[] _records = [Record, "reference.json"];

    public string Model => System.IO.Path.Combine(Path, ModelFile);

    /// <summary>Bytes of all that is served, without what tells how it was trained.</summary>
    public long Bytes
        => Directory.EnumerateFiles(Path).Where(file => !_records.Contains(System.IO.Path.GetFileName(file)))
            .Sum(file => new FileInfo(file).Length);

    /// <summary>
    /// The version in service, as <c>model.json</c> says: the one that is released to all; else the highest of those that are not being
    /// released.
    /// </summary>
    /// <exception cref="EvaluationException">There is none.</exception>
    public static VersionFolder Current(string models, string name)
    {
        var folder = System.IO.Path.Combine(models, name);
        var release = ReleaseIn(folder);
        var all = release is { Stage: ReleaseStage.All };
        return VersionsIn(folder, name).FirstOrDefault(version => (version.Number == release?.Version) == all).Folder
            ?? HighestIn(folder, name)
            ?? throw new EvaluationException(
                $"there is no version of a model '{name}' in '{models}'; expected {name}/<version>/{ModelFile}");
    }

    /// <param name="folder">Of a version, or of a model.</param>
    /// <param name="current">Whose settings a candidate without its own has.</param>
    /// <exception cref="EvaluationException">It is neither.</exception>
    public static VersionFolder Candidate(string folder, VersionFolder current)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));
        var found = File.Exists(System.IO.Path.Combine(full, ModelFile))
            ? new VersionFolder($"candidate {System.IO.Path.GetFileName(full)}", full, SettingsIn(System.IO.Path.GetDirectoryName(full)!))
            : HighestIn(full, "candidate")
                ?? throw new EvaluationException($"the candidate '{folder}' holds neither {ModelFile} nor <version>/{ModelFile}");
        return found with { Settings = found.Settings ?? current.Settings };
    }

    /// <summary>Whether this version's own record says that it was trained on just this file.</summary>
    public async Task<bool> WasTrainedOnAsync(string data, CancellationToken cancellationToken)
    {
        var record = System.IO.Path.Combine(Path, Record);
        if (!File.Exists(record))
            return false;
        await using var file = File.OpenRead(data);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        return (string?)JsonNode.Parse(await File.ReadAllTextAsync(record, cancellationToken))?["lineage"]?["dataSha256"] == hash;
    }

    private static VersionFolder? HighestIn(string folder, string name) => VersionsIn(folder, name).FirstOrDefault().Folder;

    /// <summary>The highest first.</summary>
    private static IEnumerable<(int Number, VersionFolder Folder)> VersionsIn(string folder, string name)
        => !Directory.Exists(folder)
            ? []
            : from path in Directory.EnumerateDirectories(folder)
              let version = System.IO.Path.GetFileName(path)
              where int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                  && File.Exists(System.IO.Path.Combine(path, ModelFile))
              let number = int.Parse(version, CultureInfo.InvariantCulture)
              orderby number descending
              select (number, new VersionFolder($"{name}/{version}", path, SettingsIn(folder)));

    private static ReleaseSettings? ReleaseIn(string folder)
    {
        try
        {
            return SettingsIn(folder) is { } file ? ModelSettings.Read(file).Release : null;
        }
        catch (ModelLoadException)
        {
            // Which the server says in more words, once it is to serve it
            return null;
        }
    }

    private static string? SettingsIn(string folder)
        => System.IO.Path.Combine(folder, "model.json") is var file && File.Exists(file) ? file : null;
}
