using System.Text;

namespace Platform.Review.Report.Graphs;

/// <summary>Texts within the quotes of a Mermaid label: whatever could end it or mean something is written as an entity.</summary>
internal static class MermaidText
{
    private const int Longest = 60;

    public static string Of(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in text.Length <= Longest ? text : $"{text[..(Longest - 1)]}…")
        {
            // https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
            if (char.IsControl(character) || char.IsSurrogate(character))
                escaped.Append(' ');
            else if ("\"#&;<>`%\\".Contains(character, StringComparison.Ordinal))
                escaped.Append('#').Append((int)character).Append(';');
            else
                escaped.Append(character);
        }

        return escaped.ToString();
    }
}
