namespace Platform.OfflineFeed.Conformance.Tests;

[EnumType]
internal readonly struct Tier : IEquatable<Tier>
{
    private readonly string _value;

    private Tier(string value) => _value = value;

    public static Tier Hot { get; } = new("Hot");

    public static Tier VeryCold { get; } = new("very-cold");

    public static bool operator ==(Tier left, Tier right) => left.Equals(right);

    public static bool operator !=(Tier left, Tier right) => !left.Equals(right);

    public static explicit operator string(Tier value) => value._value;

    public bool Equals(Tier other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Tier other && Equals(other);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}
