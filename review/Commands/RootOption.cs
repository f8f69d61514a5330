using System.CommandLine;
using Platform.Review.Stacks;
using Platform.Verbs;

namespace Platform.Review.Commands;

/// <summary>Where the repository is.</summary>
internal static class RootOption
{
    // Of whoever hands over, not of people
    public static Option<string?> Create()
    {
        var option = Options.Text("--root", "DIR", "the repository's folder; else looked for from the current folder upwards");
        option.Hidden = true;
        return option;
    }

    public static Repository Read(this ParseResult parsed, Option<string?> option)
        => parsed.GetValue(option) is { } root ? Repository.At(root) : Repository.Around(Environment.CurrentDirectory);
}
