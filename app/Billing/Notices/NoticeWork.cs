using System.Data.Common;
using Dapper;
using Platform.Billing.Data;

namespace Platform.Billing.Notices;

/// <summary>
/// Sends what the outbox has, at least once: an attempt is written down, then made, then its end is. Whoever is killed in between is tried
/// again later, under the same id. What fails waits longer each time, and is set aside in the end, with an alarm.
/// </summary>
internal sealed partial class NoticeWork(
    (Database Database, Lease Lease) data, INotice? notice, NoticeOptions options, TimeProvider time, ILogger<NoticeWork> logger)
{
    private const int Together = 50;

    private static readonly TimeSpan _first = TimeSpan.FromSeconds(30), _longest = TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var waiting in await DueAsync(cancellationToken))
            if (!await TryAsync(waiting, cancellationToken))
                return;
    }

    /// <summary>From an attempt to the next one.</summary>
    public static TimeSpan Wait(long attempts)
        => TimeSpan.FromSeconds(Math.Min(_first.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 20)), _longest.TotalSeconds));

    /// <returns>False where the others would fare no better now.</returns>
    private async Task<bool> TryAsync(WaitingNotice waiting, CancellationToken cancellationToken)
    {
        if (notice is null)
            return await EndAsync(waiting, "kept", null, cancellationToken);
        if (waiting.State == "closed")
            return await EndAsync(waiting, "kept", "the account is closed", cancellationToken);
        if (!HasAddress(waiting))
            return await EndAsync(waiting, "kept", "the account has no address to write to", cancellationToken);
        if (waiting.Attempts >= options.Attempts)
            return await DieAsync(waiting, $"tried {waiting.Attempts} times", cancellationToken);
        if (!await BeginAsync(waiting, cancellationToken))
            return true;
        try
        {
            await notice.SendAsync(Message(waiting), cancellationToken);
            return await EndAsync(waiting, "sent", null, cancellationToken);
        }
        catch (NoticeException failed)
        {
            if (failed.IsFinal || waiting.Attempts + 1 >= options.Attempts)
                return await DieAsync(waiting, failed.Message, cancellationToken);
            await WriteAsync(
                "UPDATE notice SET issue = @issue WHERE id = @Id AND state = 'waiting'", new { waiting.Id, issue = failed.Message },
                cancellationToken);
            LogFailed(waiting.Id, waiting.Attempts + 1, failed.Message);
            return false;
        }
    }

    // An account that was erased has none, that of the visitors one under a name that nobody has: RFC 2606
    private static bool HasAddress(WaitingNotice waiting)
        => waiting.Email.Length > 0 && !waiting.Email.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whoever else has begun it meanwhile makes the attempt.</summary>
    private async Task<bool> BeginAsync(WaitingNotice waiting, CancellationToken cancellationToken) => await WriteAsync(
        "UPDATE notice SET attempts = attempts + 1, next = @next WHERE id = @Id AND state = 'waiting' AND attempts = @Attempts",
        new { waiting.Id, waiting.Attempts, next = (time.GetUtcNow() + Wait(waiting.Attempts + 1)).ToUnixTimeMilliseconds() },
        cancellationToken) == 1;

    private async Task<bool> DieAsync(WaitingNotice waiting, string issue, CancellationToken cancellationToken)
    {
        LogDead(waiting.Id, issue);
        return await EndAsync(waiting, "dead", issue, cancellationToken);
    }

    private async Task<bool> EndAsync(WaitingNotice waiting, string state, string? issue, CancellationToken cancellationToken)
    {
        await WriteAsync(
            "UPDATE notice SET state = @state, issue = @issue, done = @done WHERE id = @Id AND state = 'waiting'",
            new { waiting.Id, state, issue, done = time.GetUtcNow().ToUnixTimeMilliseconds() }, cancellationToken);
        return true;
    }

    private Task<int> WriteAsync(string sql, object parameters, CancellationToken cancellationToken)
        => data.Lease.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(sql, parameters, transaction), cancellationToken);

    private async Task<IReadOnlyList<WaitingNotice>> DueAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await data.Database.OpenAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<WaitingNotice>(
                """
                SELECT n.id AS Id, n.at AS At, n.account AS Account, n.sid AS Sid, n.kind AS Kind, n.facts AS Facts, n.attempts AS Attempts, a.email AS Email, a.name AS Name,
                  a.state AS State FROM notice n JOIN account a ON a.id = n.account WHERE n.state = 'waiting' AND n.next <= @now ORDER BY n.next, n.id LIMIT @Together
                """,
                new { now = time.GetUtcNow().ToUnixTimeMilliseconds(), Together }),
        ];
    }

    private NoticeMessage Message(WaitingNotice waiting)
    {
        var (kind, facts) = (Enum.Parse<NoticeKind>(waiting.Kind), NoticeFacts.Read(waiting.Facts));
        var (subject, text) = NoticeText.Of(kind, waiting.Sid, facts, options.Site);
        return new NoticeMessage(
            waiting.Id, waiting.Kind, DateTimeOffset.FromUnixTimeMilliseconds(waiting.At), waiting.Account, waiting.Sid, waiting.Email,
            waiting.Name, subject, text, facts);
    }

    [LoggerMessage(75, LogLevel.Warning, "Notice {Id} is not taken (attempt {Attempt}), and tried again later: {Reason}")]
    private partial void LogFailed(string id, long attempt, string reason);

    [LoggerMessage(76, LogLevel.Critical, "Notice {Id} is set aside, and its customer is not told: {Reason}")]
    private partial void LogDead(string id, string reason);
}
