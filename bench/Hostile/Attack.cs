namespace Platform.Bench.Hostile;

/// <summary>One thing that a hostile caller does, over a connection of its own.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Pieces">What it sends.</param>
internal sealed record Attack(string Name, params byte[][] Pieces)
{
    /// <summary>Between the pieces.</summary>
    public TimeSpan Gap { get; init; }

    /// <summary>What it does when all is sent.</summary>
    public Ending Ending { get; init; }

    /// <summary>Whether it goes to the port of gRPC.</summary>
    public bool IsGrpc { get; init; }

    /// <summary>Statuses of HTTP that are a right answer. Empty where the connection may as well be closed without one.</summary>
    public int[] Answers { get; init; } = [];
}
