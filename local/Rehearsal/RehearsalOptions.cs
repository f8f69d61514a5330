namespace Platform.Rehearsal;

/// <summary>What is rehearsed.</summary>
/// <param name="Plan">The file of a stack's plan, as JSON.</param>
/// <param name="Months">Of usage; payment goes on for another.</param>
/// <param name="Customers">How many.</param>
/// <param name="Faults">Whether processes are killed, answers lost, webhooks doubled.</param>
/// <param name="Database">sqlite or postgres.</param>
/// <param name="Json">A file for the figures, or null.</param>
/// <param name="Seed">Another one gives another course of things.</param>
internal sealed record RehearsalOptions(string Plan, int Months, int Customers, bool Faults, string Database, string? Json, int Seed)
{
    public const string Sqlite = "sqlite", Postgres = "postgres";
}
