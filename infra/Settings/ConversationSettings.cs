using System.Text.RegularExpressions;

namespace Platform.Infra.Settings;

/// <summary>
/// Where the conversations of <c>/conversations</c> are kept: a PostgreSQL server of Azure's that lets the workload's identity in.
/// </summary>
internal sealed partial record ConversationSettings(string Server, string Database, int Days, int Most)
{
    public bool Kept => Server.Length > 0;

    public static ConversationSettings Read(SettingsReader settings) => new(
        settings.Text(
            new(
                "conversationsServer",
                "PostgreSQL server of Azure's that keeps the conversations of /conversations, and lets the workload's identity in, as "
                + "docs/generation.md has it; empty for none"),
            "the host of a PostgreSQL server of Azure, NAME.postgres.database.azure.com, or nothing",
            value => value.Length == 0 || HostName().IsMatch(value), "", "psql-example.postgres.database.azure.com"),
        settings.Text(
            new("conversationsDatabase", "Database on conversationsServer, whose owner is the workload's identity"),
            "1 to 63 lower-case letters, digits and underscores, beginning with a letter", DatabaseName().IsMatch, "conversations"),
        settings.Whole(
            new("conversationsDays", "How long after its last message a conversation is kept, {range} days"), 30, min: 1, max: 3650),
        settings.Whole(new("conversationsMost", "Conversations of one subscription, {range}"), 1_000, min: 1, max: 1_000_000));

    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftdbforpostgresql
    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{1,61}[a-z0-9])\.postgres\.database\.azure\.com\z")]
    private static partial Regex HostName();

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,62}\z")]
    private static partial Regex DatabaseName();
}
