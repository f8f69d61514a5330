using System.Net;

namespace Platform.Billing.Payments;

/// <summary>Questions whose answers must be there before anything goes on.</summary>
internal static class Answered
{
    /// <summary>What the provider has of a capture that the books have.</summary>
    /// <returns>Null where it has none.</returns>
    /// <exception cref="HttpRequestException">It does not answer.</exception>
    public static async Task<PaymentResult?> FindCaptureAsync(
        this IPaymentProvider provider, string capture, CancellationToken cancellationToken)
    {
        var read = await provider.ReadAsync(capture, cancellationToken);
        return read is { State: PaymentState.Unknown } ? throw Silent(provider, $"capture {capture}") : read;
    }

    /// <summary>What the provider has of a refund, or of a reversal.</summary>
    /// <returns>Null where it has none.</returns>
    /// <exception cref="HttpRequestException">It does not answer.</exception>
    public static async Task<RefundResult?> FindRefundAsync(
        this IPaymentProvider provider, string refund, CancellationToken cancellationToken)
    {
        var read = await provider.ReadRefundAsync(refund, cancellationToken);
        return read is { State: PaymentState.Unknown } ? throw Silent(provider, $"refund {refund}") : read;
    }

    /// <summary>The same, of one that the provider told of.</summary>
    /// <exception cref="HttpRequestException">
    /// The provider does not answer; with <see cref="HttpStatusCode.NotFound"/>, it says that it has none.
    /// </exception>
    public static async Task<RefundResult> RequireRefundAsync(
        this IPaymentProvider provider, string refund, CancellationToken cancellationToken)
        => await provider.FindRefundAsync(refund, cancellationToken)
            ?? throw new HttpRequestException($"{provider.Name} has no refund {refund}", null, HttpStatusCode.NotFound);

    /// <summary>How a dispute stands.</summary>
    /// <returns>Null where it is about no capture.</returns>
    /// <exception cref="HttpRequestException">The provider does not answer, or has none.</exception>
    public static async Task<DisputeResult?> RequireDisputeAsync(
        this IPaymentProvider provider, string dispute, CancellationToken cancellationToken)
    {
        var read = await provider.ReadDisputeAsync(dispute, cancellationToken);
        return read is { State: DisputeState.Unknown } ? throw Silent(provider, $"dispute {dispute}") : read;
    }

    private static HttpRequestException Silent(IPaymentProvider provider, string about)
        => new($"{provider.Name} does not say what became of {about}");
}
