namespace Platform.Infra.Observability;

/// <summary>How fast the error budget burns, and over which two windows.</summary>
/// <param name="Factor">Of the rate that the budget allows.</param>
/// <param name="Long">The long window, as Kusto and as ISO 8601 write it.</param>
/// <param name="Short">The short one, as Kusto writes it.</param>
/// <param name="Frequency">How often it is looked at, in ISO 8601.</param>
/// <param name="Severity">0 (critical) to 4 (verbose).</param>
internal sealed record BurnRate(
    string Name, decimal Factor, (string Kusto, string Iso) Long, string Short, string Frequency, int Severity);
