using System.Data.Common;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Notices;

namespace Platform.Billing.Consent;

/// <summary>
/// Where customers give and withdraw consents, one action each. What is asked for twice is done once; an act, the row of the record that
/// says so and the notice of it are one transaction.
/// </summary>
internal sealed class ConsentDesk(Database database, ConsentTerms terms, TimeProvider time)
{
    /// <summary>Every purpose, for a page; empty where nothing is collected.</summary>
    public async Task<IReadOnlyList<ConsentView>> ReadAsync(DbConnection connection, string sid)
    {
        var views = new List<ConsentView>();
        foreach (var purpose in terms.IsOn ? terms.Purposes : [])
        {
            var holding = await ConsentChain.HoldingAsync(connection, sid, purpose.Name);
            var isGiven = holding?.Action == "given";
            var erasing = await connection.ExecuteScalarAsync<long>(
                "SELECT COUNT(*) FROM erasure WHERE sid = @sid AND purpose = @Name AND state = 'waiting'", new { sid, purpose.Name });
            views.Add(new ConsentView(
                purpose, isGiven && holding!.TextSha256 == purpose.Sha256, isGiven && holding!.TextSha256 != purpose.Sha256,
                holding is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(holding.At), erasing > 0));
        }

        return views;
    }

    /// <param name="act">What.</param>
    /// <param name="shownSha256">Of the text that was shown with the button.</param>
    /// <param name="cancellationToken">Until it is done.</param>
    /// <returns>False where it was given before.</returns>
    /// <exception cref="ConsentException">There is no such purpose or subscription, or another text holds now.</exception>
    public Task<bool> GiveAsync(ConsentAct act, string shownSha256, CancellationToken cancellationToken)
    {
        var purpose = terms.Find(act.Purpose);
        if (purpose.Sha256 != shownSha256)
            throw new ConsentException(
                $"the text of '{act.Purpose}' is another one now (version {purpose.Version}); read it, and decide again");
        return ActAsync(act, async (transaction, holding) =>
        {
            if (holding is { Action: "given" } && holding.TextSha256 == purpose.Sha256)
                return false;
            await WriteAsync(transaction, act, "given", purpose.Sha256);
            return true;
        }, cancellationToken);
    }

    /// <summary>Nothing more is collected within minutes, and what was is erased after that.</summary>
    /// <returns>False where there was no consent.</returns>
    /// <exception cref="ConsentException">There is no such subscription.</exception>
    public Task<bool> WithdrawAsync(ConsentAct act, CancellationToken cancellationToken) => ActAsync(
        act, (transaction, holding) => WithdrawAsync(transaction, act, holding), cancellationToken);

    /// <summary>Erases what was collected until now; the consent stays as it is.</summary>
    /// <returns>False where it is being erased already, or nothing was ever consented to.</returns>
    /// <exception cref="ConsentException">There is no such subscription.</exception>
    public Task<bool> EraseAsync(ConsentAct act, CancellationToken cancellationToken) => ActAsync(act, async (transaction, holding) =>
    {
        var waiting = await transaction.Connection!.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM erasure WHERE sid = @Sid AND purpose = @Purpose AND state = 'waiting'", act, transaction);
        if (holding is null || waiting > 0)
            return false;
        var row = await WriteAsync(transaction, act, "erasing", holding.TextSha256);
        await Erasures.AddAsync(transaction, row, time.GetUtcNow());
        return true;
    }, cancellationToken);

    /// <summary>Withdraws all consents of an account, in the transaction that closes it.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> WithdrawAllAsync(DbTransaction transaction, string account, string actor)
    {
        await Lease.LockAsync(transaction);
        var count = 0;
        foreach (var (sid, purpose) in (await transaction.Connection!.QueryAsync<(string, string)>(
            "SELECT DISTINCT sid, purpose FROM consent WHERE account = @account ORDER BY sid, purpose", new { account }, transaction))
                .ToList())
            if (await WithdrawAsync(
                transaction, new ConsentAct(account, sid, purpose, actor),
                await ConsentChain.HoldingAsync(transaction.Connection!, sid, purpose, transaction)))
                count++;
        return count;
    }

    private async Task<bool> WithdrawAsync(DbTransaction transaction, ConsentAct act, ConsentEntry? holding)
    {
        if (holding is not { Action: "given" })
            return false;
        var row = await WriteAsync(transaction, act, "withdrawn", holding.TextSha256);
        await Erasures.AddAsync(transaction, row, time.GetUtcNow() + terms.Settle);
        return true;
    }

    private Task<bool> ActAsync(ConsentAct act, Func<DbTransaction, ConsentEntry?, Task<bool>> what, CancellationToken cancellationToken)
        => database.InTransactionAsync(
            async transaction =>
            {
                await Lease.LockAsync(transaction);
                if (await transaction.Connection!.ExecuteScalarAsync<long>(
                    "SELECT COUNT(*) FROM subscription s JOIN account a ON a.id = s.account WHERE s.sid = @Sid AND a.id = @Account AND "
                    + "a.state = 'active'", act, transaction) == 0)
                    throw new ConsentException($"there is no subscription '{act.Sid}'");
                return await what(transaction, await ConsentChain.HoldingAsync(transaction.Connection!, act.Sid, act.Purpose, transaction));
            },
            cancellationToken);

    private async Task<ConsentEntry> WriteAsync(DbTransaction transaction, ConsentAct act, string action, string textSha256)
    {
        var now = time.GetUtcNow();
        var row = await ConsentChain.AddAsync(
            transaction,
            new ConsentEntry(
                0, now.ToUnixTimeMilliseconds(), act.Account, act.Sid, act.Purpose, action, textSha256, act.Actor, 0, 0, 0, "", ""));
        await Outbox.AddAsync(
            transaction,
            new Notice($"consent/{row.N}", act.Sid, NoticeKind.ConsentChanged, new NoticeFacts(Purpose: act.Purpose, Action: action)), now);
        return row;
    }
}
