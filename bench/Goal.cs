namespace Platform.Bench;

/// <summary>What the platform shall reach.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Value">What was.</param>
/// <param name="Target">What it shall be.</param>
/// <param name="AtLeast">Whether more is better; else less is.</param>
/// <param name="Format">Of both values.</param>
internal sealed record Goal(string Name, double Value, double Target, bool AtLeast, string Format)
{
    public bool IsReached => AtLeast ? Value >= Target : Value <= Target;

    public string Row => $"| {Name} | {Show(Value)} | {(AtLeast ? "≥" : "≤")} {Show(Target)} | {(IsReached ? "yes" : "**no**")} |";

    private string Show(double value) => value.ToString(Format, System.Globalization.CultureInfo.InvariantCulture);
}
