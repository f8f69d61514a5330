namespace Platform.Review.Values;

/// <summary>Lists whose order means nothing.</summary>
/// <param name="Source">Where that is said.</param>
/// <param name="Type">Pulumi's type token; <c>*</c> at the end stands for any rest.</param>
/// <param name="Paths">As a schema has them.</param>
internal sealed record SetList(string Source, string Type, params string[] Paths)
{
    public bool Has(string type, string schema) => Paths.Contains(schema, StringComparer.Ordinal) && IsOf(type);

    private bool IsOf(string type) => Type.EndsWith('*') ? type.StartsWith(Type[..^1], StringComparison.Ordinal) : type == Type;
}
