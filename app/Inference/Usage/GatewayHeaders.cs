namespace Platform.Inference.Usage;

/// <summary>By which the gateway says who calls; without a gateway there are none.</summary>
internal static class GatewayHeaders
{
    /// <summary>The caller.</summary>
    public const string Subscription = "x-subscription-id";

    /// <summary>What the caller subscribed to.</summary>
    public const string Product = "x-product-id";
}
