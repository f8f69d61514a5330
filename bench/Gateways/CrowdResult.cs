namespace Platform.Bench.Gateways;

/// <param name="One">Calls a second with one subscription.</param>
/// <param name="Many">With all, one after the other.</param>
/// <param name="BytesEach">Of the managed heap, for each subscription once it has called.</param>
internal sealed record CrowdResult(int Subscriptions, double One, double Many, double BytesEach);
