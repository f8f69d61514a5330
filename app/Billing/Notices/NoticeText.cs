using System.Globalization;
using Platform.Billing.Money;

namespace Platform.Billing.Notices;

/// <summary>
/// All that customers are told, in one place. A text says what is known, and what can be done; it has no key and no amount that is not an
/// invoice's.
/// </summary>
internal static class NoticeText
{
    /// <param name="kind">What happened.</param>
    /// <param name="sid">To which subscription.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="site">The console's address; null where there is none.</param>
    /// <returns>A line, and a text.</returns>
    public static (string Subject, string Text) Of(NoticeKind kind, string sid, NoticeFacts facts, Uri? site)
    {
        var (subject, text) = Of(kind, facts);
        var where = site is null ? "" : $"\n\n{site}";
        return (subject, $"{text}\n\nSubscription: {sid}{where}\n");
    }

    private static (string Subject, string Text) Of(NoticeKind kind, NoticeFacts facts) => kind switch
    {
        NoticeKind.QuotaNear => (
            $"80 % of your included {What(facts)} is used",
            $"{Count(facts.Used)} of {Count(facts.Included)} {What(facts)} that your plan includes until {Day(facts.Until)} are used. "
            + "What goes beyond is priced or refused as your plan says; another plan can be taken at any time."),
        NoticeKind.QuotaReached => (
            $"All of your included {What(facts)} is used",
            $"{Count(facts.Used)} {What(facts)} are used; your plan includes {Count(facts.Included)} until {Day(facts.Until)}. What goes "
            + "beyond is priced or refused as your plan says; another plan can be taken at any time."),
        NoticeKind.InvoiceIssued => (
            $"Invoice {facts.Invoice} over {Amount(facts)}",
            $"Invoice {facts.Invoice} is issued. {Amount(facts)} is to be paid until {Day(facts.Due)}; where a payment method is on file, "
            + "it is charged."),
        NoticeKind.PaymentFailed => (
            $"Invoice {facts.Invoice} could not be charged",
            $"{Amount(facts)} of invoice {facts.Invoice} could not be taken. It is tried again after 3, 7 and 14 days from its issue; "
            + "after 14 days calls are not answered any more, and after 30 the subscription ends. Another payment method is "
            + "charged at once."),
        NoticeKind.Suspended => (
            "Your subscription is suspended",
            "Calls are not answered any more, as an invoice is not paid. As soon as it is, they are; your keys stay as they are."),
        NoticeKind.ActiveAgain => (
            "Your subscription is active again",
            "The invoice is paid, and calls are answered again with the keys that you have."),
        NoticeKind.Ended => (
            "Your subscription has ended",
            $"Invoice {facts.Invoice} over {Amount(facts)} was not paid for 30 days, and the subscription has ended."),
        NoticeKind.ConsentChanged => (
            $"Consent to '{facts.Purpose}': {facts.Action}",
            facts.Action switch
            {
                "given" => $"You let calls be collected for '{facts.Purpose}'. You can withdraw it at any time.",
                "withdrawn" =>
                    $"You withdrew your consent to '{facts.Purpose}'. Nothing more is collected for it, and what was is being erased.",
                "erasing" => $"What was collected for '{facts.Purpose}' is being erased, as you asked.",
                _ => $"What was collected for '{facts.Purpose}' is erased: {Count(facts.Files)} files.",
            } + " If that was not you, sign in and look at it."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "there is no text for it"),
    };

    private static string What(NoticeFacts facts) => facts.Meter switch
    {
        "compute" => "milliseconds of compute",
        "tokensIn" => "tokens read",
        "tokensOut" => "tokens written",
        "storage" => "gigabyte-hours of storage",
        var meter => meter ?? "",
    };

    private static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "";

    private static string Day(DateTimeOffset? day) => day?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Amount(NoticeFacts facts) => facts is { AmountMicros: { } micros, Currency: { } currency, Exponent: { } exponent }
        ? $"{new Currency(currency, exponent).Format(micros)} {currency}"
        : "the amount";
}
