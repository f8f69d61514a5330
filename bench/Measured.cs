namespace Platform.Bench;

/// <summary>What was measured of one contestant: a slice of time in each round, in the order of the rounds.</summary>
internal sealed record Measured(IReadOnlyList<Measurement> Slices)
{
    /// <summary>In the round in the middle.</summary>
    public double Median(Func<Measurement, double> value) => Median(Slices.Select(value));

    /// <summary>The most of all rounds: whatever else the machine does only makes less of it.</summary>
    public double Most(Func<Measurement, double> value) => Slices.Max(value);

    /// <summary>
    /// How it stands to another in the round in the middle. Both had their turns of each round one after the other, so that a machine
    /// that is now fast and now slow was so for both.
    /// </summary>
    public double Against(Measured other, Func<Measurement, double> value, Func<double, double, double> compare)
        => Median(Slices.Zip(other.Slices, (ours, theirs) => compare(value(ours), value(theirs))));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
