using System.CommandLine;
using Platform.Review.Stacks;

namespace Platform.Review.Commands;

/// <summary>Where the repository is.</summary>
internal static class RootOption
{
    public static Option<string?> Create() => new("--root")
    {
        Description = "The repository's folder; else looked for from the current folder upwards",
        HelpName = "DIR",
    };

    public static Repository Read(this ParseResult parsed, Option<string?> option)
        => parsed.GetValue(option) is { } root ? Repository.At(root) : Repository.Around(Environment.CurrentDirectory);
}
