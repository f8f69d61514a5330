using System.CommandLine;
using Platform.Verbs;

namespace Platform.Review.Commands;

/// <summary>Which stack.</summary>
internal static class StackOption
{
    public static Option<string?> Create(string meaning = "dev or prod") => Options.Text("--stack", "NAME", meaning);

    /// <summary>Without it, nothing is done.</summary>
    public static void Require(VerbCommand command, Option<string?> stack)
        => command.Require(result => result.IsGiven(stack) ? null : $"{command.Name} wants a stack: --stack dev, or --stack prod");
}
