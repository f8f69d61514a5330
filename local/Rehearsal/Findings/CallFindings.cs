using Platform.Rehearsal.Cast;

namespace Platform.Rehearsal.Findings;

/// <summary>Each single call: metered if it was answered, and once.</summary>
internal static class CallFindings
{
    /// <param name="all">The sums.</param>
    /// <param name="customers">With their calls.</param>
    /// <param name="bytesOf">How long the body of a call is, by its number.</param>
    /// <param name="log">What was metered.</param>
    public static IEnumerable<Finding> Of(TierRow all, IEnumerable<Customer> customers, Func<int, long> bytesOf, LogBook log)
    {
        var calls = customers.SelectMany(customer => customer.Calls.Select((call, number) =>
            (Name: $"call {number} of {customer.Sid}", Call: call!, Lines: log.Lines.GetValueOrDefault((customer.Sid, bytesOf(number))))))
                .ToList();
        yield return Finding.None(
            "each answered call is metered once",
            [
                .. calls.Where(each => each.Call.Outcome == Outcome.Answered && each.Lines != 1)
                .Select(each => $"{each.Name}: {each.Lines} lines"),
            ],
            $"{all.Answered} calls");
        yield return Finding.None(
            "no refused call is metered",
            [
                .. calls.Where(each => each.Call.Outcome is not (Outcome.Answered or Outcome.Lost) && each.Lines > 0)
                .Select(each => $"{each.Name}: {each.Lines} lines"),
            ],
            $"{all.TooFast + all.QuotaUsedUp + all.KeyRefused} calls");
        yield return Finding.None(
            "a call that a server's death cut off is metered once at the most",
            [.. calls.Where(each => each.Call.Outcome == Outcome.Lost && each.Lines > 1).Select(each => each.Name)],
            $"{all.Lost} lost, {all.Unanswered} of them metered");
        yield return Finding.None(
            "every call ends as it should", [.. calls.Where(each => each.Call.Outcome == Outcome.Unexpected).Select(each => each.Name)],
            $"{all.Sent} calls");
        yield return Finding.Same(
            "what is answered or cut off is metered", ("answered and cut off", all.Answered + all.Unanswered), ("metered", log.Total));
        yield return Finding.Same("what is metered is billed", ("metered", log.Total), ("billed", all.BilledCalls));
    }
}
