using System.Globalization;

namespace Platform.Bench;

/// <summary>What the platform shall reach.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Value">What was; null where it could not be, and then the goal is missed.</param>
/// <param name="Target">What it shall be.</param>
/// <param name="AtLeast">Whether more is better; else less is.</param>
/// <param name="Format">Of both values.</param>
internal sealed record Goal(string Name, double? Value, double Target, bool AtLeast, string Format)
{
    public bool IsReached => AtLeast ? Value >= Target : Value <= Target;

    public string Row
        => $"| {Name} | {(Value is { } value ? Show(value) : "not measured")} | {(AtLeast ? "≥" : "≤")} {Show(Target)} | {(IsReached
        ? "yes"
        : "**no**")} |";

    private string Show(double value) => value.ToString(Format, CultureInfo.InvariantCulture);
}
