using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Review.AzureTypes.Generation;

/// <summary>
/// Reads the interfaces of a declaration file of the package. It is written by a program: one input a line, its documentation above it;
/// anything else that stands in an interface is refused rather than passed over.
/// </summary>
internal static partial class DeclarationReader
{
    /// <returns>The inputs by interface, with its namespace where it has one: <c>storage.SkuArgs</c>.</returns>
    public static Dictionary<string, IReadOnlyList<Declaration>> Read(string file)
    {
        var interfaces = new Dictionary<string, IReadOnlyList<Declaration>>(StringComparer.Ordinal);
        using var lines = File.ReadLines(file).GetEnumerator();
        var space = "";
        while (lines.MoveNext())
        {
            if (Namespace().Match(lines.Current) is { Success: true } named)
                space = $"{named.Groups[1].Value}.";
            else if (Interface().Match(lines.Current) is { Success: true } declared)
                interfaces[space + declared.Groups[1].Value] = Members(lines, file);
        }

        return interfaces;
    }

    private static List<Declaration> Members(IEnumerator<string> lines, string file)
    {
        var (members, documentation) = (new List<Declaration>(), "");
        while (lines.MoveNext() && lines.Current.Trim() is var line && line != "}")
        {
            if (line.StartsWith("/**", StringComparison.Ordinal))
                documentation = Documentation(lines, line);
            else if (Member().Match(line) is { Success: true } member)
            {
                members.Add(new(member.Groups[1].Value, WholeType(lines, member.Groups[2].Value), documentation));
                documentation = "";
            }
            else
                throw new ReviewException($"'{file}' has a line that is no input: {line}");
        }

        return members;
    }

    private static string Documentation(IEnumerator<string> lines, string line)
    {
        var text = new StringBuilder(line[3..]);
        while (!lines.Current.TrimEnd().EndsWith("*/", StringComparison.Ordinal) && lines.MoveNext())
            text.Append(' ').Append(lines.Current.Trim().TrimStart('*'));
        return text.ToString().Replace("*/", "", StringComparison.Ordinal).TrimEnd('/').Trim();
    }

    // A map is declared over several lines
    private static string WholeType(IEnumerator<string> lines, string type)
    {
        var text = new StringBuilder(type);
        while (!text.ToString().EndsWith(';') && lines.MoveNext())
            text.Append(lines.Current.Trim());
        while (Depth(text.ToString()) > 0 && lines.MoveNext())
            text.Append(lines.Current.Trim());
        return text.ToString();
    }

    private static int Depth(string text) => text.Count(c => c == '{') - text.Count(c => c == '}');

    [GeneratedRegex(@"^export declare namespace (\w+) \{")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*(?:export )?interface (\w+) \{")]
    private static partial Regex Interface();

    [GeneratedRegex(@"^""?([\w.$@-]+)""?\??: (.*)$")]
    private static partial Regex Member();
}
