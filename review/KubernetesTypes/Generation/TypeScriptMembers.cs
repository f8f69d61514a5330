using System.Text.RegularExpressions;

namespace Platform.Review.KubernetesTypes.Generation;

/// <summary>Reads the members of an object type, from behind its opening brace to its closing one.</summary>
internal sealed partial class TypeScriptMembers(string text, int start)
{
    private int _at = start;

    /// <param name="name">Of the type; those without a name of their own in it get one from it.</param>
    /// <param name="others">Takes these.</param>
    public SortedDictionary<string, string> Read(string name, Dictionary<string, IReadOnlyDictionary<string, string>> others)
    {
        var members = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (Member().Match(text, _at) is { Success: true } member)
        {
            _at = member.Index + member.Length;
            var type = Type($"{name}.{member.Groups["name"].Value}", others);
            members[member.Groups["name"].Value + member.Groups["optional"].Value] = type;
        }

        _at = text.IndexOf('}', _at) + 1;
        return members;
    }

    /// <summary>A type without objects in it.</summary>
    public static string Plain(string type) => type.Trim() switch
    {
        ['A', 'r', 'r', 'a', 'y', '<', .. var item, '>'] => $"[{Plain(item)}]",
        "unknown" or "object" or "Record<string, unknown>" => "any",
        var other => string.Join('|', other.Split('|', StringSplitOptions.TrimEntries)),
    };

    private string Type(string name, Dictionary<string, IReadOnlyDictionary<string, string>> others)
    {
        if (Take("Array<"))
        {
            var item = Type(name, others);
            Expect(">");
            Take(";");
            return $"[{item}]";
        }

        if (!Take("{"))
        {
            var end = text.IndexOfAny([';', '>'], _at);
            var plain = Plain(text[_at..end]);
            _at = text[end] == ';' ? end + 1 : end;
            return plain;
        }

        if (Take("[key: string]:"))
        {
            var value = Type(name, others);
            Expect("}");
            Take(";");
            return $"{{{value}}}";
        }

        others[name] = Read(name, others);
        Take(";");
        return name;
    }

    private bool Take(string word)
    {
        var at = _at;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (!text.AsSpan(at).StartsWith(word, StringComparison.Ordinal))
            return false;
        _at = at + word.Length;
        return true;
    }

    private void Expect(string word)
    {
        if (!Take(word))
            throw new ReviewException($"'{word}' is expected before '{text[_at..Math.Min(text.Length, _at + 40)]}'.");
    }

    [GeneratedRegex(@"\G\s*""(?<name>[^""]+)""(?<optional>\??):\s*")]
    private static partial Regex Member();
}
