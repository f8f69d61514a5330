namespace Platform.Review.Report;

/// <summary>The ways to show one thing, by the names that the command line has for them.</summary>
/// <param name="preferred">The name of the one that is taken unless another is asked for.</param>
internal sealed class Formats<T>(string preferred, IReadOnlyDictionary<string, T> all)
{
    public string Default => preferred;

    public string[] Names => [.. all.Keys.Order(StringComparer.Ordinal)];

    public T this[string name] => all[name];
}
