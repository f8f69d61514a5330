namespace Platform.Bench;

/// <summary>Compares two contestants by their names; null where one of them could not be measured.</summary>
internal static class Comparison
{
    public static double? Ratio(
        this IReadOnlyDictionary<string, Measured> results, string ours, string theirs, Func<Measurement, double> value)
        => results.Compare(ours, theirs, value, (our, their) => our / their);

    public static double? Compare(
        this IReadOnlyDictionary<string, Measured> results, string ours, string theirs, Func<Measurement, double> value,
        Func<double, double, double> compare)
        => results.TryGetValue(ours, out var our) && results.TryGetValue(theirs, out var their) ? our.Against(their, value, compare) : null;
}
