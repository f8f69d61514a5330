namespace Platform.Review.Report;

/// <summary>The ways to show one thing, by the names that the command line has for them.</summary>
/// <param name="all">The first is taken unless another is asked for.</param>
internal sealed class Formats<T>(params IReadOnlyList<(string Name, T Format)> all)
{
    public string Default => all[0].Name;

    public IReadOnlyList<string> Names => [.. all.Select(format => format.Name)];

    public T this[string name] => all.Single(format => format.Name == name).Format;
}
