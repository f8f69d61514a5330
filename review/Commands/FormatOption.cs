using System.CommandLine;
using Platform.Review.Report;
using Platform.Verbs;

namespace Platform.Review.Commands;

/// <summary>How something is shown.</summary>
internal static class FormatOption
{
    public static Option<string> Create<T>(Formats<T> formats, string? more = null)
        => Options.Choice("--format", formats.Names, $"default {formats.Default}{(more is null ? "" : $"; {more}")}", formats.Default);
}
