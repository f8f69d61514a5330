using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Platform.Verbs;

namespace Platform.Evaluation.Training;

/// <summary>The models in service, and the script that trains them.</summary>
/// <param name="models">The folder of <c>model/version</c>.</param>
/// <param name="training">The folder of <c>run.py</c>, with a folder for each model that it can train; null where nothing is
/// trained.</param>
internal sealed class ModelFolders(string models, string? training)
{
    private const string NoPython = "Python 3 is needed to train, and `python3` was not found; on Debian and Ubuntu: apt-get install "
        + "python3-sklearn python3-onnx";

    public string Models => models;

    private string Training
        => training ?? throw new EvaluationException("--training DIR is needed to train, or --data FILE to compare on rows of your own");

    /// <summary>
    /// The system's own where there is one, for which Debian packages the libraries; another one in front of it in the path has none of
    /// them.
    /// </summary>
    private static string Python => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    /// <summary>Those with a version.</summary>
    public string[] Served => Names(models, folder => HighestVersion(folder) > 0);

    public string[] Trainable => Names(Training, folder => File.Exists(Path.Combine(Training, folder, "pipeline.py")));

    /// <summary>0 where there is none.</summary>
    public int HighestVersion(string model) => Path.Combine(models, model) is var folder && Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder)
            .Select(version => int.TryParse(Path.GetFileName(version), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0)
            .DefaultIfEmpty().Max()
        : 0;

    /// <exception cref="WrongUsageException">There are none.</exception>
    public async Task<HeldOutRows> HeldOutAsync(string model)
    {
        var rows = new HeldOutRows(Directory.CreateTempSubdirectory("platform-"));
        var code = await RunScriptAsync([model, "prepare", "--rows", rows.Folder]);
        if (code == 0 && rows.File is not null)
            return rows;
        rows.Dispose();
        throw code == 0
            ? new WrongUsageException($"the training of {model} holds nothing out to compare on; name a file by --data FILE")
            : new EvaluationException($"the rows of {model} cannot be made; name others by --data FILE");
    }

    /// <summary>With this terminal.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunScriptAsync(IEnumerable<string> arguments)
    {
        try
        {
            using var process = Process.Start(Python, [Path.Combine(Training, "run.py"), .. arguments]);
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            throw new EvaluationException(NoPython);
        }
    }

    private static string[] Names(string parent, Func<string, bool> isOne)
        => [
            .. Directory.EnumerateDirectories(parent).Select(folder => Path.GetFileName(folder)).Where(isOne).Order(StringComparer.Ordinal),
        ];
}
