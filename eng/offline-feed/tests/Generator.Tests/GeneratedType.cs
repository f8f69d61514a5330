using System.Collections;

namespace Platform.OfflineFeed.Generator.Tests;

/// <summary>The trimmed lines of one generated type, and the attribute before them.</summary>
internal sealed class GeneratedType(string attribute) : IEnumerable<string>
{
    private readonly List<string> _lines = [];

    public string Attribute { get; } = attribute;

    public void Add(string line) => _lines.Add(line.Trim());

    /// <summary>The declaration of a public member after its attribute, which a list or map has on its field.</summary>
    public string Member(string name)
    {
        var index = _lines.FindIndex(line => Declares(line, name));
        if (index < 0) throw new KeyNotFoundException($"no member '{name}' in {_lines[0]}");
        var attribute = _lines[index - 1].StartsWith("private ", StringComparison.Ordinal) ? _lines[index - 2] : _lines[index - 1];
        return $"{attribute} {_lines[index]}";
    }

    public IEnumerator<string> GetEnumerator() => _lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool Declares(string line, string name) => line.StartsWith("public ", StringComparison.Ordinal)
        && (line.Contains($" {name} {{", StringComparison.Ordinal) || line.EndsWith($" {name}", StringComparison.Ordinal));
}
