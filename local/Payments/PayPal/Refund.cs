using System.Globalization;

namespace Platform.Payments.PayPal;

/// <summary>Money that went back: a refund, or a reversal.</summary>
internal sealed class Refund(string id, Capture capture, decimal amount, DateTimeOffset made)
{
    public string Id { get; } = id;

    public Capture Capture { get; } = capture;

    public decimal Amount { get; } = amount;

    public DateTimeOffset Made { get; } = made;

    /// <summary>COMPLETED, PENDING or FAILED.</summary>
    public string Status { get; set; } = "COMPLETED";

    /// <summary>Whether the provider took it back itself.</summary>
    public bool IsReversal { get; init; }

    /// <summary>With as many decimals as the capture has.</summary>
    public string Value
        => Amount.ToString(Capture.Value.Contains('.', StringComparison.Ordinal) ? "0.00" : "0", CultureInfo.InvariantCulture);
}
