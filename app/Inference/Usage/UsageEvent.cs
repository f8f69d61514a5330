namespace Platform.Inference.Usage;

/// <summary>One answered request, as it is billed. It holds nothing of what was asked or answered.</summary>
/// <param name="Subscription">The caller, as the gateway says in <c>x-subscription-id</c>; null without a gateway.</param>
/// <param name="Product">What the caller subscribed to, from <c>x-product-id</c>.</param>
/// <param name="Model">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Rows">Rows computed.</param>
/// <param name="ComputeMicroseconds">This request's share of its batch's time, by rows.</param>
/// <param name="RequestBytes">Of the body, decompressed.</param>
/// <param name="ResponseBytes">Of the body, before compression.</param>
/// <param name="TokensIn">Tokens read; null for a model that has none.</param>
/// <param name="TokensOut">Tokens written; null for a model that has none.</param>
internal readonly record struct UsageEvent(
    string? Subscription, string? Product, string Model, string Version, int Rows, long ComputeMicroseconds, int RequestBytes,
    int ResponseBytes,
    long? TokensIn = null, long? TokensOut = null);
