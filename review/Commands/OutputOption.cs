using System.CommandLine;
using Platform.Verbs;

namespace Platform.Review.Commands;

/// <summary>Where what is shown goes.</summary>
internal static class OutputOption
{
    public static Option<string?> Create(string meaning = "instead of the terminal") => Options.Text("--output", "FILE", meaning);

    public static Task WriteAsync(this ParseResult parsed, Option<string?> option, string text, CancellationToken cancellationToken)
        => parsed.GetValue(option) is { } file
            ? WholeFile.WriteAsync(file, text, cancellationToken)
            : parsed.InvocationConfiguration.Output.WriteAsync(text.AsMemory(), cancellationToken);
}
