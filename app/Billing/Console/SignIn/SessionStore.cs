using System.Data.Common;
using System.Security.Claims;
using System.Security.Cryptography;
using Dapper;
using Platform.Billing.Data;

namespace Platform.Billing.Console.SignIn;

/// <summary>
/// Who is signed in. Each sign-in has a number of its own, of which only the hash is kept; signing out ends it for whoever has the cookie.
/// </summary>
internal sealed class SessionStore(Database database, TimeProvider time)
{
    /// <summary>The claim that has the number.</summary>
    public const string Claim = "console_session";

    /// <summary>How long somebody stays signed in.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(8);

    /// <returns>The number of a new session.</returns>
    public async Task<string> BeginAsync(string issuer, string subject)
    {
        var number = RandomNumberGenerator.GetHexString(64, lowercase: true);
        var now = time.GetUtcNow();
        await database.InTransactionAsync(
            async transaction =>
            {
                await transaction.Connection!.ExecuteAsync(
                    "DELETE FROM console_session WHERE expires < @now", new { now = now.ToUnixTimeMilliseconds() }, transaction);
                return await transaction.Connection!.ExecuteAsync(
                    "INSERT INTO console_session (id, issuer, subject, expires) VALUES (@id, @issuer, @subject, @expires)",
                    new { id = TextHash.Of(number), issuer, subject, expires = (now + Length).ToUnixTimeMilliseconds() }, transaction);
            },
            CancellationToken.None);
        return number;
    }

    public async Task<bool> IsOpenAsync(ClaimsPrincipal? principal)
    {
        if (principal?.FindFirst(Claim)?.Value is not { } number)
            return false;
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM console_session WHERE id = @id AND expires > @now",
            new { id = TextHash.Of(number), now = time.GetUtcNow().ToUnixTimeMilliseconds() }) == 1;
    }

    public async Task EndAsync(ClaimsPrincipal? principal)
    {
        if (principal?.FindFirst(Claim)?.Value is { } number)
            await database.InTransactionAsync(
                transaction => transaction.Connection!.ExecuteAsync(
                    "DELETE FROM console_session WHERE id = @id", new { id = TextHash.Of(number) }, transaction), CancellationToken.None);
    }

    /// <summary>Signs somebody out wherever they are signed in.</summary>
    public static Task EndAllAsync(DbTransaction transaction, string issuer, string subject) => transaction.Connection!.ExecuteAsync(
        "DELETE FROM console_session WHERE issuer = @issuer AND subject = @subject", new { issuer, subject }, transaction);
}
