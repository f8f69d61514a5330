using System.Data.Common;
using Dapper;

namespace Platform.Billing.Data;

/// <summary>
/// Says which of several instances works. Whoever takes the lease over gets a higher token; each transaction checks its own
/// first, so that one who was stopped for a while and goes on changes nothing any more. One that is started again under its
/// name need not wait for its own lease to end.
/// </summary>
internal sealed class Lease(Database database, TimeProvider time, string owner)
{
    private const string Name = "billing";

    /// <summary>How long an instance that is gone keeps the others waiting.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private long _token;

    /// <summary>Whether this instance had the lease when it last looked.</summary>
    public bool IsHeld => Volatile.Read(ref _token) != 0;

    /// <summary>Takes the lease, or keeps it.</summary>
    /// <returns>False while it is another's.</returns>
    public async Task<bool> TryHoldAsync(CancellationToken cancellationToken)
    {
        var token = await database.InTransactionAsync(HoldAsync, cancellationToken);
        Volatile.Write(ref _token, token ?? 0);
        return token is not null;
    }

    /// <summary>Does something in a transaction in which no other instance writes; whoever works keeps the lease.</summary>
    /// <exception cref="LeaseLostException">The lease is another's; nothing is done.</exception>
    public Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> action, CancellationToken cancellationToken)
        => database.InTransactionAsync(
            async transaction =>
            {
                // An update, which keeps the row locked until the end on PostgreSQL too
                var held = await transaction.Connection!.ExecuteAsync(
                    "UPDATE lease SET expires = @Expires WHERE name = @Name AND token = @Token AND owner = @Owner",
                    new { Name, Token = _token, Owner = owner, Expires = Micros(time.GetUtcNow() + Length) }, transaction);
                return held == 1 ? await action(transaction) : throw new LeaseLostException(owner);
            },
            cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<DbTransaction, Task> action, CancellationToken cancellationToken) => WriteAsync(
        async transaction =>
        {
            await action(transaction);
            return true;
        },
        cancellationToken);

    /// <summary>Gives the lease back, where it is this instance's.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) => database.InTransactionAsync(
        transaction => transaction.Connection!.ExecuteAsync(
            "UPDATE lease SET expires = 0 WHERE name = @Name AND token = @Token AND owner = @Owner",
            new { Name, Token = _token, Owner = owner }, transaction),
        cancellationToken);

    /// <summary>Keeps whoever has the lease from writing until the transaction ends; for what is done beside the work.</summary>
    public static Task LockAsync(DbTransaction transaction)
        => transaction.Connection!.ExecuteAsync("UPDATE lease SET owner = owner WHERE name = @Name", new { Name }, transaction);

    private Task<long?> HoldAsync(DbTransaction transaction)
    {
        var now = time.GetUtcNow();
        return transaction.Connection!.ExecuteScalarAsync<long?>(
            """
            INSERT INTO lease (name, token, owner, expires) VALUES (@Name, 1, @Owner, @Expires)
            ON CONFLICT (name) DO UPDATE
            SET token = CASE WHEN lease.owner = excluded.owner AND lease.token = @Token THEN lease.token ELSE lease.token + 1 END, owner = excluded.owner, expires = excluded.expires
            WHERE lease.owner = excluded.owner OR lease.expires < @Now
            RETURNING token
            """,
            new { Name, Owner = owner, Token = _token, Expires = Micros(now + Length), Now = Micros(now) }, transaction);
    }

    private static long Micros(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds() * 1000;
}
