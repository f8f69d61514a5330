using System.CommandLine;
using System.CommandLine.Parsing;
using Platform.Verbs;

namespace Platform.Evaluation.Commands;

/// <summary>Which model.</summary>
internal static class ModelOption
{
    public static Option<string?> Create(string meaning) => Options.Text("--model", "NAME", meaning);

    /// <summary>It must be named, and be one of those that there are.</summary>
    public static void Require(VerbCommand command, Option<string?> option, Func<CommandResult, string[]> allowed)
        => command.Require(result =>
        {
            var all = allowed(result);
            var model = result.GetValue(option);
            return model is null ? $"{command.Name} wants --model NAME; allowed: {string.Join(", ", all)}"
                : all.Contains(model) ? null
                : $"--model is '{model}'; allowed: {string.Join(", ", all)}";
        });
}
