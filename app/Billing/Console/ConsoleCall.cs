using System.Data.Common;
using Platform.Billing.Console.Accounts;

namespace Platform.Billing.Console;

/// <summary>A request that was admitted.</summary>
/// <param name="Context">Of HTTP.</param>
/// <param name="View">What its page is about.</param>
/// <param name="Connection">To read by.</param>
/// <param name="Once">Of a form; empty for a page.</param>
internal sealed record ConsoleCall(HttpContext Context, View View, DbConnection Connection, string Once)
{
    /// <summary>Where a customer is needed.</summary>
    public Customer Customer => View.Customer!;

    public CancellationToken Aborted => Context.RequestAborted;

    public IFormCollection Form => Context.Request.Form;
}
