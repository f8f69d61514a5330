namespace Platform.Rehearsal;

/// <summary>What is rehearsed.</summary>
/// <param name="Plan">The file of a stack's plan, as JSON.</param>
/// <param name="Months">Of usage; payment goes on for another.</param>
/// <param name="Customers">How many.</param>
/// <param name="Faults">Whether processes are killed, answers lost, webhooks doubled.</param>
/// <param name="Database">sqlite or postgres.</param>
/// <param name="Json">A file for the figures, or null.</param>
/// <param name="Seed">Another one gives another course of things.</param>
/// <param name="Days">Of usage, instead of months; payment then goes on for as many.</param>
/// <param name="Kills">With faults.</param>
internal sealed record RehearsalOptions(
    string Plan, int Months, int Customers, bool Faults, string Database, string? Json, int Seed, int? Days = null, int Kills = 110)
{
    public const string Sqlite = "sqlite", Postgres = "postgres";
}
