using System.CommandLine;

namespace Platform.Review.Commands;

/// <summary>Where what is shown goes.</summary>
internal static class OutputOption
{
    public static Option<string?> Create() => new("--output")
    {
        Description = "A file to write instead of the terminal",
        HelpName = "FILE",
    };

    public static Task WriteAsync(this ParseResult parsed, Option<string?> option, string text, CancellationToken cancellationToken)
        => parsed.GetValue(option) is { } file
            ? WholeFile.WriteAsync(file, text, cancellationToken)
            : parsed.InvocationConfiguration.Output.WriteAsync(text.AsMemory(), cancellationToken);
}
