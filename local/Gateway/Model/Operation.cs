using Platform.Gateway.Expressions;

namespace Platform.Gateway.Model;

/// <summary>An operation: a method and a template of paths.</summary>
internal sealed class Operation(string id, string name, string method, string urlTemplate) : IOperation
{
    private readonly string[] _segments = Split(urlTemplate);

    public string Id => id;
    public string Name => name;
    public string Method => method;
    public string UrlTemplate => urlTemplate;

    /// <summary>Media types that it takes; none: the document names none.</summary>
    public IReadOnlyList<string> RequestTypes { get; init; } = [];

    public IReadOnlyList<AnswerDocument> Answers { get; init; } = [];

    /// <summary>Of two that match, the one with more that is literal goes first.</summary>
    public int Literals { get; } = Split(urlTemplate).Count(segment => !IsParameter(segment));

    /// <param name="rest">The path below the API's own.</param>
    public bool Matches(string rest) => Match(rest, null);

    public Dictionary<string, string> Parameters(string rest)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Match(rest, found);
        return found;
    }

    private static string[] Split(string template) => template.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsParameter(string segment) => segment is ['{', .., '}'] || segment == "*";

    private bool Match(ReadOnlySpan<char> rest, Dictionary<string, string>? found)
    {
        rest = rest.Trim('/');
        foreach (var segment in _segments)
        {
            if (segment == "*" || segment.StartsWith("{*", StringComparison.Ordinal))
                return true;
            if (rest.IsEmpty)
                return false;
            var end = rest.IndexOf('/') is >= 0 and var slash ? slash : rest.Length;
            if (!IsParameter(segment) && !rest[..end].Equals(segment, StringComparison.OrdinalIgnoreCase))
                return false;
            if (found is not null && IsParameter(segment))
                found[segment[1..^1]] = rest[..end].ToString();
            rest = end < rest.Length ? rest[(end + 1)..] : [];
        }

        return rest.IsEmpty;
    }
}
