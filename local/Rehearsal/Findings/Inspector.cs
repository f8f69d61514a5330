using Platform.Billing.Ingest;
using Platform.Billing.Invoices;
using Platform.Billing.Verification;
using Platform.Rehearsal.Cast;
using Platform.Rehearsal.Parts;
using Platform.Rehearsal.Play;

namespace Platform.Rehearsal.Findings;

/// <summary>Holds what the customers, the logs, the books, the gateway and the payment provider say against each other.</summary>
internal sealed class Inspector(Stage stage, Director director)
{
    /// <summary>As <c>Billing:MinimumMicros</c> and <c>Billing:DueDays</c> are by default.</summary>
    private static readonly InvoiceTerms _terms = new(1_000_000, 14);

    public async Task<Report> ReportAsync(CancellationToken cancellationToken)
    {
        var log = await LogBook.ReadAsync(stage.Usage, cancellationToken);
        await using var connection = await stage.Database.OpenAsync(cancellationToken);
        var accounts = await Accounts.ReadAsync(connection);
        var captures = await director.Payer.CapturesAsync(cancellationToken);
        var rows = new TierTable(director, log, accounts, captures).Rows(stage.Offer.Tiers);
        List<Finding> findings =
        [
            .. CallFindings.Of(rows[^1], director.Customers, director.Caller.BytesOf, log),
            new("nobody is answered without a key", director.Strangers == 0, $"{director.Strangers} answered"),
            new(
                "who is suspended and pays is answered again", director.Returned == director.PaidAgain,
                $"{director.Returned} of {director.PaidAgain} customers"),
            .. MoneyFindings.Of(accounts, captures),
            .. (await Nightly.CheckAsync(connection))
            .Select(finding => Finding.None(finding.Invariant, finding.Violations, "asked of the database")),
            Finding.None("no state comes back from where it is final", director.History.Returned, $"{director.History.Moves} moves"),
            await VerifyAsync(accounts, cancellationToken),
            CountGateway(log),
            new("webhooks that are forged are refused, and no others", director.Mail.Mistaken == 0,
                $"{director.Mail.Delivered} taken, {director.Mail.Doubled} of them twice, {director.Mail.Refused} refused"),
        ];
        return new Report([Summary(log, accounts)], rows, findings, stage.Offer.Currency);
    }

    private string Summary(LogBook log, Accounts accounts)
        => $"{director.Customers.Count} customers until {stage.Clock.GetUtcNow():yyyy-MM-dd}; {accounts.Invoices.Count} invoices, "
        + $"{log.Logs} usage logs; killed: {director.Killer.Servers} servers, {director.Killer.Billing} times billing.";

    /// <summary>Each invoice is made again from the logs and the plans.</summary>
    private async Task<Finding> VerifyAsync(Accounts accounts, CancellationToken cancellationToken)
    {
        var verifier = new InvoiceVerifier(stage.Database, new FolderLogs(stage.Usage), _terms);
        var differences = new List<string>();
        foreach (var invoice in accounts.Invoices)
            if (await verifier.VerifyAsync(invoice.Number, cancellationToken) is { } difference)
                differences.Add(difference);
        return Finding.None(
            "each invoice is what its logs and plans give, to the byte", differences, $"{accounts.Invoices.Count} invoices");
    }

    /// <summary>By subscription and day, what the gateway saw answered is at least what was metered and answered.</summary>
    private Finding CountGateway(LogBook log)
    {
        var fewer = from customer in director.Customers
                    from call in customer.Calls.Select((call, number) => (call!.Outcome, call.At, Bytes: director.Caller.BytesOf(number)))
                    where call.Outcome == Outcome.Answered && log.Lines.ContainsKey((customer.Sid, call.Bytes))
                    group call by (customer.Sid, Day: DateOnly.FromDateTime(call.At.UtcDateTime)) into day
                    let count = director.Counts.GetValueOrDefault(day.Key.Day)?.GetValueOrDefault(day.Key.Sid) ?? 0
                    where count < day.Count()
                    select $"{day.Key.Sid} has {count} on {day.Key.Day:yyyy-MM-dd} at the gateway and {day.Count()} metered";
        return Finding.None(
            "the gateway counts no fewer calls than are metered, by subscription and day", fewer.ToList(),
            $"{director.Counts.Values.Sum(day => day.Values.Sum())} at the gateway");
    }
}
