using System.Globalization;

namespace Platform.Payments.PayPal;

/// <summary>Money taken, or about to be.</summary>
internal sealed class Capture(
    string id, string order, string invoice, string custom, (string Currency, string Value) amount, DateTimeOffset made)
{
    public string Id { get; } = id;

    public string Order { get; } = order;

    public string Invoice { get; } = invoice;

    public string Custom { get; } = custom;

    public string Currency { get; } = amount.Currency;

    public string Value { get; } = amount.Value;

    public DateTimeOffset Made { get; } = made;

    /// <summary>COMPLETED, PENDING, DECLINED, PARTIALLY_REFUNDED or REFUNDED.</summary>
    public string Status { get; set; } = "COMPLETED";

    public string? Reason { get; set; }

    public decimal Refunded { get; set; }

    public decimal Amount => decimal.Parse(Value, CultureInfo.InvariantCulture);

    /// <summary>Whether it counts as this invoice's payment.</summary>
    public bool TakesInvoice => Status != "DECLINED";
}
