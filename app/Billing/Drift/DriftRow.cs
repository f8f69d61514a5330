namespace Platform.Billing.Drift;

/// <summary>A row of the table.</summary>
/// <param name="Level">none, ok, warn or alert.</param>
internal sealed record DriftRow(
    string Model, string Version, string Day, string Feature, string Statistic, long ValueE12, long PE12, long N, string Level)
{
    public double Value => ValueE12 / DriftStore.Units;

    public double P => PE12 / DriftStore.Units;
}
