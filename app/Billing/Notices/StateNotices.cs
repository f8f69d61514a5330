using System.Data.Common;

namespace Platform.Billing.Notices;

/// <summary>
/// Notices of a subscription that is kept out or let in again. Each such move is made once, in the transaction that writes its notice.
/// </summary>
internal static class StateNotices
{
    public static async Task SuspendedAsync(DbTransaction transaction, IEnumerable<string> sids, DateTimeOffset now)
    {
        foreach (var sid in sids)
            await AddAsync(transaction, NoticeKind.Suspended, "suspended", sid, now);
    }

    public static Task ActiveAgainAsync(DbTransaction transaction, string sid, DateTimeOffset now)
        => AddAsync(transaction, NoticeKind.ActiveAgain, "active", sid, now);

    private static Task AddAsync(DbTransaction transaction, NoticeKind kind, string what, string sid, DateTimeOffset now)
        => Outbox.AddAsync(
            transaction,
            new Notice(FormattableString.Invariant($"{what}/{sid}/{now.ToUnixTimeMilliseconds()}"), sid, kind, new NoticeFacts()), now);
}
