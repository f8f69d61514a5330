using Platform.Billing.Tests;

namespace Platform.Inference.Tests.Conversations;

public sealed class PostgresConversationTests(PostgresServer postgres) : ConversationTests, IClassFixture<PostgresServer>
{
    protected override string? Missing => postgres.Missing;

    protected override Task<string> CreateDatabaseAsync() => postgres.CreateAsync();
}
