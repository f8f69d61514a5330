using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.Options;
using Platform.Billing.Consent;
using Platform.Billing.Console.Offers;
using Platform.Billing.Console.Security;
using Platform.Billing.Console.SignIn;
using Platform.Billing.Customers;
using Platform.Billing.Data;

namespace Platform.Billing.Console.Accounts;

/// <summary>
/// What customers do with their account. Each is one transaction, has one effect however often its form is sent, and begins with the
/// customer as they are then: another form of theirs may have been done since this one was admitted.
/// </summary>
internal sealed class AccountDesk(
    Database database, OfferCatalog offers, ConsentDesk consents, IOptions<ConsoleOptions> options, TimeProvider time)
{
    /// <summary>Makes the account, and the subscription where nobody has to approve the plan first.</summary>
    /// <returns>False where the form was sent before.</returns>
    /// <exception cref="CustomerException">There is no such plan.</exception>
    public Task<bool> SignUpAsync(Person person, SignUp said, string once) => ActAsync(once, async (transaction, now) =>
    {
        var offer = await OfferAsync(transaction, said.Plan, now);
        var customer = await CustomerFinder.FindAsync(transaction.Connection!, person, transaction);
        if (customer?.Current is not null)
            return;
        var account = customer?.Account.Id ?? $"acc-{RandomNumberGenerator.GetHexString(20, lowercase: true)}";
        if (customer is null)
            await CustomerStore.AddAsync(transaction, new Account(
                account, person.Issuer, person.Subject, said.Email, said.Name, said.Country, offer.Plan.Currency,
                options.Value.TaxRates.GetValueOrDefault(said.Country)));
        await BeginAsync(transaction, account, offer, once, now);
    });

    /// <summary>Another plan: a dearer one at once, a cheaper one with the next period; who has none any more begins anew.</summary>
    /// <exception cref="CustomerException">There is no such plan, or it cannot be changed to, or the account is closed.</exception>
    public Task<bool> ChangePlanAsync(Person person, string plan, string once) => ActAsync(once, async (transaction, now) =>
    {
        var customer = await CustomerFinder.FindAsync(transaction.Connection!, person, transaction)
            ?? throw new CustomerException(Texts.AccountClosed);
        var offer = await OfferAsync(transaction, plan, now);
        await PlanRequests.WithdrawAsync(transaction, customer.Account.Id, now);
        if (customer.Current is not { } current)
            await BeginAsync(transaction, customer.Account.Id, offer, once, now);
        else if (offer.Tier.ApprovalRequired)
            await PlanRequests.AskAsync(transaction, once, (customer.Account.Id, current.Sid), plan, now);
        else
            await CustomerStore.ChangePlanAsync(transaction, current.Sid, plan, WhenOf(current, offer, now), now);
    });

    /// <summary>When a change would begin: more than now costs at once, as somebody waits for it.</summary>
    public static PlanChange WhenOf(Subscription current, Offer offer, DateTimeOffset now)
    {
        var plan = current.At(Rating.Hours.Of(now)).Plan;
        var isFree = plan.FixedMicros == 0 && plan.Meters.All(meter => meter.Tiers.All(tier => tier.PricePico == 0));
        return isFree || offer.Plan.FixedMicros > plan.FixedMicros ? PlanChange.AtOnce : PlanChange.AtPeriodEnd;
    }

    /// <summary>
    /// Ends the subscription and signs the customer out everywhere. What is not an invoice's is erased as soon as nothing is open.
    /// </summary>
    public Task<bool> CloseAsync(Person person, string once) => ActAsync(once, async (transaction, now) =>
    {
        if (await CustomerFinder.FindAsync(transaction.Connection!, person, transaction) is not { } customer)
            return;
        if (customer.Current is { } current)
            await CustomerStore.CancelAsync(transaction, current.Sid, now);
        await PlanRequests.WithdrawAsync(transaction, customer.Account.Id, now);
        await consents.WithdrawAllAsync(transaction, customer.Account.Id, "customer");
        await SessionStore.EndAllAsync(transaction, customer.Account.Issuer, customer.Account.Subject);
        // Whoever signs in again is somebody new
        await transaction.Connection!.ExecuteAsync(
            "UPDATE account SET state = 'closed', issuer = 'closed', subject = id WHERE id = @Id AND state = 'active'",
            new { customer.Account.Id }, transaction);
    });

    /// <summary>Marks a form as used.</summary>
    /// <returns>False where it was.</returns>
    public Task<bool> UseAsync(string once) => ActAsync(once, (_, _) => Task.CompletedTask);

    private static async Task BeginAsync(DbTransaction transaction, string account, Offer offer, string once, DateTimeOffset now)
    {
        var number = await transaction.Connection!.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM subscription WHERE account = @account", new { account }, transaction);
        var sid = FormattableString.Invariant($"sub-{account[^20..]}-{number + 1}");
        if (offer.Tier.ApprovalRequired)
            await PlanRequests.AskAsync(transaction, once, (account, sid), offer.Name, now);
        else
            await CustomerStore.SubscribeAsync(transaction, sid, account, offer.Name, now);
    }

    private async Task<Offer> OfferAsync(DbTransaction transaction, string plan, DateTimeOffset now)
        => (await offers.ReadAsync(transaction.Connection!, now)).FirstOrDefault(offer => offer.Name == plan)
        ?? throw new CustomerException(Texts.NoSuchPlan(plan));

    private Task<bool> ActAsync(string once, Func<DbTransaction, DateTimeOffset, Task> act) => database.InTransactionAsync(
        async transaction =>
        {
            await Lease.LockAsync(transaction);
            var now = time.GetUtcNow();
            if (!await FormStore.TryUseAsync(transaction, once, now))
                return false;
            await act(transaction, now);
            return true;
        },
        CancellationToken.None);
}
