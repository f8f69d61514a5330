using Azure.Core;
using Npgsql;

namespace Platform.Billing.Data;

/// <summary>Signs in to Azure's PostgreSQL as the workload that runs: a token is the password, and is renewed before it ends.</summary>
/// <seealso href="https://learn.microsoft.com/azure/postgresql/flexible-server/security-entra-configure"/>
internal static class EntraPassword
{
    private const string Host = ".postgres.database.azure.com";

    private static readonly TokenRequestContext _scope = new(["https://ossrdbms-aad.database.windows.net/.default"]);

    /// <summary>Tokens live for an hour or more.</summary>
    private static readonly TimeSpan _renew = TimeSpan.FromMinutes(30), _again = TimeSpan.FromSeconds(5);

    /// <summary>Whether a connection is to Azure's, and has no password of its own.</summary>
    public static bool IsFor(NpgsqlConnectionStringBuilder connection)
        => connection.Host?.EndsWith(Host, StringComparison.OrdinalIgnoreCase) == true && string.IsNullOrEmpty(connection.Password);

    /// <param name="connection">Without a password.</param>
    /// <param name="credential">Whose tokens; the workload's that runs.</param>
    public static NpgsqlDataSource Open(string connection, TokenCredential credential)
    {
        var builder = new NpgsqlDataSourceBuilder(connection);
        builder.UsePeriodicPasswordProvider(
            async (_, cancellationToken) => (await credential.GetTokenAsync(_scope, cancellationToken)).Token, _renew, _again);
        return builder.Build();
    }
}
