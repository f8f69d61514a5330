using Platform.Rehearsal.Cast;
using Platform.Rehearsal.Findings;
using Platform.Rehearsal.Parts;

namespace Platform.Rehearsal.Tests.Findings;

/// <summary>The rehearsal tells what is wrong: each finding fails where it must.</summary>
public sealed class FindingTests
{
    private static readonly Tier _tier = new("standard", 120, 49_000_000, true, false);

    [Theory]
    [InlineData("Answered", 1, null)]
    [InlineData("Answered", 0, "each answered call is metered once")]
    [InlineData("Answered", 2, "each answered call is metered once")]
    [InlineData("Lost", 0, null)]
    [InlineData("Lost", 1, null)]
    [InlineData("Lost", 2, "a call that a server's death cut off is metered once at the most")]
    [InlineData("TooFast", 0, null)]
    [InlineData("TooFast", 1, "no refused call is metered")]
    [InlineData("QuotaUsedUp", 1, "no refused call is metered")]
    [InlineData("Unexpected", 0, "every call ends as it should")]
    public void Of_ACall_SaysWhatIsWrongWithIt(string outcome, int lines, string? expected)
    {
        var customer = new Customer(1, Habit.Steady, _tier);
        customer.End(customer.Begin(), new Call(_tier.Name, Enum.Parse<Outcome>(outcome), default));
        var log = new LogBook();
        log.Lines[(customer.Sid, 80)] = lines;

        var findings = CallFindings.Of(Row(0, 0), [customer], number => 80 + number, log);

        Assert.Equal(expected, findings.SingleOrDefault(finding => !finding.Holds)?.Name);
    }

    [Theory]
    [InlineData(5, 5, null)]
    [InlineData(5, 4, "what is metered is billed")]
    public void Of_CallsThatAreMetered_AreToBeBilled(int metered, int billed, string? expected)
    {
        var findings = CallFindings.Of(Row(metered, billed), [], number => number, new LogBook { Total = metered });

        Assert.Equal(expected, findings.SingleOrDefault(finding => !finding.Holds)?.Name);
    }

    [Theory]
    [InlineData("COMPLETED", 10, 1, "paid", 10, null)]
    [InlineData("PENDING", 10, 1, "pending", 0, null)]
    [InlineData(
        "COMPLETED", 10, 2, "paid", 10,
        "what is captured is in the books, of each invoice, the books have what the provider has, nobody is charged twice")]
    [InlineData("COMPLETED", 9, 1, "paid", 9, "an invoice is charged what it says")]
    [InlineData("COMPLETED", 10, 1, "issued", 10, "what is captured is paid, and nothing else is")]
    [InlineData("COMPLETED", 10, 1, "paid", 0, "what is captured is in the books, of each invoice, the books have what the provider has")]
    [InlineData("DECLINED", 10, 1, "paid", 0, "what is captured is paid, and nothing else is")]
    public void Of_ACapture_SaysWhatIsWrongWithIt(string status, long amount, int count, string state, long cash, string? expected)
    {
        var accounts = new Accounts
        {
            BilledCalls = [], Invoices = [new InvoiceRow("2026-000001", "sub-001", state, 10)], Cash = new() { ["2026-000001"] = cash },
        };
        var captures = Enumerable.Range(0, count)
            .Select(number => new CaptureView($"{number}", "2026-000001", status, "EUR", amount, 0, [])).ToList();

        var failing = string.Join(
            ", ", MoneyFindings.Of(accounts, captures).Where(finding => !finding.Holds).Select(finding => finding.Name));

        Assert.Equal(expected ?? "", failing);
    }

    private static TierRow Row(long metered, long billed) => new("all", 0, metered, 0, 0, 0, 0, 0, metered, billed, 0, 0, 0, 0, 0);
}
