using System.Globalization;
using System.Security;
using System.Text.RegularExpressions;

namespace Platform.Infra.Gateway;

/// <summary>A policy file of <c>Gateway/Policies</c>, whose <c>$(name)</c> places are filled in.</summary>
internal static partial class PolicyDocument
{
    /// <param name="name">File name without extension.</param>
    /// <param name="values">
    /// One for each place; a list repeats the line of its place, and a part takes it. A place without a value, or a value without a place,
    /// is an error of this program.
    /// </param>
    /// <exception cref="InvalidOperationException">Names the place or the value.</exception>
    public static string Render(string name, params (string Name, object Value)[] values)
    {
        var text = Read(name);
        foreach (var (place, value) in values)
        {
            var mark = $"$({place})";
            if (!text.Contains(mark, StringComparison.Ordinal))
                throw new InvalidOperationException($"policy '{name}' has no place for '{place}'");
            text = value switch
            {
                IEnumerable<string> items => EachLine(text, line => Repeat(line, mark, items)),
                PolicyPart part => EachLine(text, line => Insert(line, mark, part)),
                _ => Fill(text, mark, value),
            };
        }

        if (Place().Match(text) is { Success: true } left)
            throw new InvalidOperationException($"policy '{name}' wants a value for '{left.Groups[1].Value}'");
        return text;
    }

    /// <summary>A file of <c>Gateway/Policies/Fragments</c>, likewise.</summary>
    public static string Fragment(string name, params (string Name, object Value)[] values) => Render($"fragments/{name}", values);

    /// <summary>A file of <c>Gateway/Policies/Parts</c>, likewise, for a place that is a line of its own.</summary>
    public static PolicyPart Part(string name, params (string Name, object Value)[] values)
        => new(Render($"parts/{name}", values).TrimEnd());

    private static string EachLine(string text, Func<string, IEnumerable<string>> change)
        => string.Join('\n', text.Split('\n').SelectMany(change));

    private static IEnumerable<string> Insert(string line, string mark, PolicyPart part)
        => line.Trim() == mark ? part.Xml.Split('\n').Select(added => line.Replace(mark, added, StringComparison.Ordinal)) : [line];

    private static IEnumerable<string> Repeat(string line, string mark, IEnumerable<string> items)
        => line.Contains(mark, StringComparison.Ordinal) ? items.Select(item => Fill(line, mark, item)) : [line];

    private static string Fill(string text, string mark, object value)
        => text.Replace(mark, SecurityElement.Escape(Convert.ToString(value, CultureInfo.InvariantCulture)), StringComparison.Ordinal);

    private static string Read(string name)
    {
        var type = typeof(PolicyDocument);
        using var stream = type.Assembly.GetManifestResourceStream($"policies/{name}.xml")
            ?? throw new InvalidOperationException($"there is no policy '{name}' in Gateway/Policies");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\$\((\w+)\)")]
    private static partial Regex Place();
}
