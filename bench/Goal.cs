namespace Platform.Bench;

/// <summary>What the platform shall reach.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Value">What was.</param>
/// <param name="Target">What it shall be.</param>
/// <param name="AtLeast">Whether more is better; else less is.</param>
/// <param name="Format">Of both values.</param>
/// <param name="Limit">What the raw loop itself would reach, which no server can exceed; infinite where nothing limits it.</param>
internal sealed record Goal(string Name, double Value, double Target, bool AtLeast, string Format, double Limit = double.PositiveInfinity)
{
    public bool IsReached => AtLeast ? Value >= Target : Value <= Target;

    /// <summary>Missed by the raw loop too, so that missing it says nothing about the server.</summary>
    public bool IsOutOfReach => Limit < Target;

    public string Row => $"| {Name} | {Show(Value)} | {(AtLeast ? "≥" : "≤")} {Show(Target)} | {Verdict} |";

    private string Verdict => IsReached ? "yes" : IsOutOfReach ? $"no; the raw loop itself: {Show(Limit)}" : "**no**";

    private string Show(double value) => value.ToString(Format, System.Globalization.CultureInfo.InvariantCulture);
}
