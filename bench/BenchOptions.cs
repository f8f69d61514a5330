namespace Platform.Bench;

/// <summary>What is measured, and how long.</summary>
internal sealed record BenchOptions
{
    /// <summary>How long each has in each round.</summary>
    public int Seconds { get; init; } = 1;

    /// <summary>Seconds of load before the first: .NET compiles what is busy again and again until it is at its best.</summary>
    public int WarmUp { get; init; } = 8;

    /// <summary>How often those that are compared have their turn; the round in the middle counts.</summary>
    public int Rounds { get; init; } = 15;

    /// <summary>File for the results; null for none.</summary>
    public string? Json { get; init; }

    /// <summary>Sent for the resident memory of the server, in millions.</summary>
    public int Requests { get; init; } = 10;

    /// <summary>Measures only the scenarios whose name contains this.</summary>
    public string Only { get; init; } = "";

    /// <summary>How long the hostile mix goes on, quiet parts included.</summary>
    public int Minutes { get; init; } = 3;

    /// <summary>Whether hostile callers do one thing after the other instead, some seconds each.</summary>
    public bool Each { get; init; }
}
