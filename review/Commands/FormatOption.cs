using System.CommandLine;
using Platform.Review.Report;

namespace Platform.Review.Commands;

/// <summary>How something is shown.</summary>
internal static class FormatOption
{
    public static Option<string> Create<T>(Formats<T> formats, string description = "How to show it")
    {
        var option = new Option<string>("--format") { Description = description, DefaultValueFactory = _ => formats.Default };
        option.AcceptOnlyFromAmong(formats.Names);
        return option;
    }
}
