namespace Platform.Infra.Settings;

/// <summary>What use of one kind costs.</summary>
/// <param name="Meter">One of <see cref="Names"/>.</param>
/// <param name="Prices">Graduated: each unit has the price of the step that it falls into; the last step has no end.</param>
/// <param name="Index">What multiplies the prices by its value of the month, one of <see cref="Indexes"/>; nothing for fixed ones.</param>
internal sealed record MeterSettings(string Meter, IReadOnlyList<PriceStep> Prices, string? Index = null)
{
    public const string Calls = "calls";

    /// <summary>Priced by the millisecond and counted by the microsecond, so that its price has three decimals less.</summary>
    public const string Compute = "compute";

    /// <summary>
    /// Calls and rows answered, milliseconds of compute, tokens read and written, gigabyte-hours kept: what billing counts.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } = [Calls, "rows", Compute, "tokensIn", "tokensOut", "storage"];

    /// <summary>The month's price of compute and of storage, against that of the month in which the tier's prices were made.</summary>
    public static IReadOnlyList<string> Indexes { get; } = ["node-hour", "gigabyte-month"];
}
