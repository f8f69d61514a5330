using System.CommandLine;
using System.Globalization;
using Platform.Evaluation.Training;
using Platform.Verbs;

namespace Platform.Evaluation.Commands;

/// <summary><c>train</c>: makes a candidate, on the bundled data or on one's own.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var models = FolderOptions.Models();
        var training = FolderOptions.Training();
        var model = ModelOption.Create("which: a folder of app/training");
        var data = Options.Text("--data", "FILE", "CSV instead of the bundled data");
        var output = Options.Text("--output", "FOLDER", "of the model, which gets the version (default artifacts/candidates/NAME)");
        var version = Options.Value(
            new Option<int?>("--version")
            {
                HelpName = "N", Description = "its number (default: the bundled one's, or with --data the next after app/models)",
            },
            given => int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null,
            "a whole number from 1");
        var heldOut = Options.Text("--held-out", "FILE", "for the rows that it is not trained on, to evaluate it");
        var command = Verb.Train.ToCommand(models, training, model, data, output, version, heldOut);
        ModelOption.Require(
            command, model, result => new ModelFolders(result.GetRequiredValue(models), result.GetValue(training)).Trainable);
        command.SetAction(async (result, _) =>
        {
            var all = new ModelFolders(result.GetRequiredValue(models), result.GetValue(training));
            var chosen = result.GetRequiredValue(model)!;
            var folder = result.GetValue(output) ?? Path.Combine(all.Models, "..", "..", "artifacts", "candidates", chosen);
            List<string> arguments = [chosen, "--output", Path.GetFullPath(folder)];
            if (result.GetValue(data) is { } rows)
                arguments.AddRange(["--data", Path.GetFullPath(rows)]);
            if (result.GetValue(heldOut) is { } file)
                arguments.AddRange(["--held-out", Path.GetFullPath(file)]);
            if (result.GetValue(version) is { } number)
                arguments.AddRange(["--version", $"{number}"]);
            else if (result.GetValue(data) is not null)
                arguments.AddRange(["--version", $"{all.HighestVersion(chosen) + 1}"]);
            return await all.RunScriptAsync(arguments);
        });
        return command;
    }
}
