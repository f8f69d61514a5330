namespace Platform.Billing.Ingest;

/// <summary>A line of a usage log.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Number">Of a usage line, its place among them; of a mark and an end, the last one's before it.</param>
/// <param name="Time">Milliseconds since 1970: when a call was answered, the log opened, marked or closed.</param>
internal readonly record struct UsageLine(UsageLineKind Kind, long Number, long Time)
{
    /// <summary>The log's own name; of an opening line.</summary>
    public string? Log { get; init; }

    /// <summary>Empty where the call came without a subscription.</summary>
    public string Subscription { get; init; } = "";

    public string Product { get; init; } = "";

    public string Model { get; init; } = "";

    public string Version { get; init; } = "";

    public UsageAmounts Amounts { get; init; }
}
