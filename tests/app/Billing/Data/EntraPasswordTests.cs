using Azure.Core;
using Npgsql;
using Platform.Billing.Data;

namespace Platform.Billing.Tests.Data;

/// <summary>Signing in with a token, at a server that takes one as a password, as Azure's does.</summary>
[Collection(PostgresCollection.Name)]
public sealed class EntraPasswordTests(PostgresServer postgres)
{
    [Theory]
    [InlineData("Host=billing.postgres.database.azure.com;Username=id-billing;Database=billing", true)]
    [InlineData("Host=BILLING.POSTGRES.DATABASE.AZURE.COM;Username=id-billing", true)]
    [InlineData("Host=billing.postgres.database.azure.com;Username=admin;Password=secret", false)]
    [InlineData("Host=localhost;Username=me", false)]
    [InlineData("Host=billing.postgres.database.azure.com.example.com;Username=me", false)]
    public void IsFor_AzuresServersWithoutAPassword_AndNoOther(string connection, bool expected)
        => Assert.Equal(expected, EntraPassword.IsFor(new NpgsqlConnectionStringBuilder(connection)));

    [SkippableFact]
    public async Task Open_WithATokenThatTheServerTakes_SignsInAsTheWorkload()
    {
        Skip.If(postgres.Missing is not null, postgres.Missing);
        const string token = "a token of Entra's";
        await MakeRoleAsync(token);
        var credential = new Tokens(token);

        await using (var database = EntraPassword.Open(Connection, credential))
            Assert.Equal(PostgresServer.Workload, await database.CreateCommand("SELECT CAST(current_user AS TEXT)").ExecuteScalarAsync());

        Assert.Equal(["https://ossrdbms-aad.database.windows.net/.default"], credential.Scopes.Distinct());
        await using var another = EntraPassword.Open(Connection, new Tokens("another's"));
        Assert.Equal("28P01", (await Assert.ThrowsAsync<PostgresException>(async () => await another.OpenConnectionAsync())).SqlState);
    }

    private string Connection
        => new NpgsqlConnectionStringBuilder(postgres.ConnectionString("postgres"))
        {
            Username = PostgresServer.Workload, Pooling = false,
        }.ConnectionString;

    private async Task MakeRoleAsync(string password)
    {
        await using var server = NpgsqlDataSource.Create(postgres.ConnectionString("postgres"));
        await server.CreateCommand($"CREATE ROLE {PostgresServer.Workload} LOGIN PASSWORD '{password.Replace(
            "'", "''", StringComparison.Ordinal)}'").ExecuteNonQueryAsync();
    }

    private sealed class Tokens(string token) : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new AccessToken(token, DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
            => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
