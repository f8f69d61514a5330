using System.CommandLine;
using System.CommandLine.Parsing;
using Platform.Verbs;

namespace Platform.Evaluation.Commands;

/// <summary>Which model.</summary>
internal static class ModelOption
{
    public static Option<string?> Create(string meaning) => Options.Text("--model", "NAME", meaning);

    /// <summary>It must be named, and be one of those that there are.</summary>
    public static void Require(Command command, Option<string?> option, Func<CommandResult, string[]> allowed) => command.Validators.Add(result =>
    {
        var all = allowed(result);
        if (result.GetValue(option) is not { } model)
            result.AddError($"{command.Name} wants --model NAME; allowed: {string.Join(", ", all)}");
        else if (!all.Contains(model))
            result.AddError($"--model is '{model}'; allowed: {string.Join(", ", all)}");
    });
}
