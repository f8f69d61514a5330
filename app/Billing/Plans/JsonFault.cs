using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platform.Billing.Plans;

/// <summary>What .NET says only in the words of its message.</summary>
internal static partial class JsonFault
{
    extension(JsonException fault)
    {
        /// <summary>The members that lack, each in quotes; null where it is something else.</summary>
        public string? Missing => First(MissingPattern().Match(fault.Message));

        /// <summary>The member that is there twice; null where it is something else.</summary>
        public string? Twice => First(TwicePattern().Match(fault.Message));

        /// <summary>The member that nobody knows; null where it is something else.</summary>
        public string? Unknown => First(UnknownPattern().Match(fault.Message));
    }

    private static string? First(Match match) => match.Success ? match.Groups[1].Value : null;

    [GeneratedRegex("missing required properties including: (.*?)\\.( |$)")]
    private static partial Regex MissingPattern();

    [GeneratedRegex("^Duplicate property '(.*?)'")]
    private static partial Regex TwicePattern();

    [GeneratedRegex("^The JSON property '(.*?)' could not be mapped")]
    private static partial Regex UnknownPattern();
}
