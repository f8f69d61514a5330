using Platform.Inference.Models;

namespace Platform.Inference.Inspection;

/// <summary><c>model PATH [--write]</c>: says what of a model's folder would be served, and writes what its model.json lacks.</summary>
internal static class ModelCommand
{
    private const string Usage = "usage: model PATH [--write]";

    /// <returns>0 where all of it can be served, 1 where something is wrong with it, 2 where there is nothing to look at.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is not [{ Length: > 0 } path, .. var options] || path.StartsWith("--", StringComparison.Ordinal)
            || options is not ([] or ["--write"]))
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        try
        {
            var problems = new List<string>();
            var files = InspectedFiles.Find(path, (folder, reason) => problems.Add($"{folder} is left out: {reason}"));
            return await new Inspector(files, problems, output).RunAsync(write: options.Length > 0) ? 0 : 1;
        }
        catch (ModelLoadException nothing)
        {
            await errors.WriteLineAsync(nothing.Message);
            return 2;
        }
    }
}
