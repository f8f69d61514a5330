namespace Pulumi;

/// <summary>What an output resolves to: its value, whether that is known and secret, and the resources it came from.</summary>
internal readonly record struct OutputData<T>(ImmutableHashSet<Resource> Resources, T Value, bool IsKnown, bool IsSecret)
{
    public static OutputData<T> Known(T value) => new(ImmutableHashSet<Resource>.Empty, value, IsKnown: true, IsSecret: false);

    public static OutputData<T> Unknown(T value) => new(ImmutableHashSet<Resource>.Empty, value, IsKnown: false, IsSecret: false);

    public OutputData<object?> Untyped() => With<object?>(Value);

    public OutputData<TOther> With<TOther>(TOther value) => new(Resources, value, IsKnown, IsSecret);

    /// <summary>The same value, marked with everything that marks <paramref name="other"/> too.</summary>
    public OutputData<T> Joined<TOther>(OutputData<TOther> other)
        => new(Resources.Union(other.Resources), Value, IsKnown && other.IsKnown, IsSecret || other.IsSecret);
}
