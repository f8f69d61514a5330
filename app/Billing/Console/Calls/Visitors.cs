using Microsoft.Extensions.Options;
using Platform.Billing.Console.Offers;
using Platform.Billing.Customers;
using Platform.Billing.Data;

namespace Platform.Billing.Console.Calls;

/// <summary>The subscription under which visitors try models: of one plan for all, whose limits the gateway holds.</summary>
internal sealed class Visitors(Database database, OfferCatalog offers, KeyDesk? keys, IOptions<ConsoleOptions> options, TimeProvider time)
{
    public const string Sid = "sub-visitors";

    private const string Account = "acc-visitors";

    private volatile bool _isOpen;

    /// <summary>Whether this subscription is there; it is made at the first try.</summary>
    /// <returns>Null where visitors cannot try.</returns>
    /// <exception cref="Gateway.GatewayException">The gateway does not answer.</exception>
    public async Task<string?> OpenAsync(CancellationToken cancellationToken)
    {
        if (keys is null)
            return null;
        if (_isOpen)
            return Sid;
        if (!await database.InTransactionAsync(AddAsync, CancellationToken.None))
            return null;
        await keys.OpenAsync(Sid, cancellationToken);
        _isOpen = true;
        return Sid;
    }

    private async Task<bool> AddAsync(System.Data.Common.DbTransaction transaction)
    {
        await Lease.LockAsync(transaction);
        var now = time.GetUtcNow();
        if ((await offers.ReadAsync(transaction.Connection!, now))
            .FirstOrDefault(offer => offer.Name == options.Value.VisitorPlan) is not { IsFree: true } offer)
            return false;
        await CustomerStore.AddAsync(
            transaction, new Account(Account, "console", "visitors", "visitors@console.invalid", "Visitors", "DE", offer.Plan.Currency, 0));
        await CustomerStore.SubscribeAsync(transaction, Sid, Account, offer.Name, now);
        return true;
    }
}
