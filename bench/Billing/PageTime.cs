namespace Platform.Bench.Billing;

/// <summary>A page of the console.</summary>
/// <param name="Path">With its query.</param>
/// <param name="Middle">What it took, by the ask in the middle.</param>
/// <param name="Bytes">Of its HTML, at most.</param>
internal sealed record PageTime(string Path, TimeSpan Middle, int Bytes)
{
    public override string ToString() => FormattableString.Invariant($"{Path} {Middle.TotalMilliseconds:N1} ms, {Bytes / 1024d:N0} KB");
}
