namespace Platform.Bench.Gateways;

/// <param name="One">Calls a second with one subscription.</param>
/// <param name="First">With all, one after the other: each is its subscription's first, which makes its counters.</param>
/// <param name="Many">With all again, in another order.</param>
/// <param name="BytesEach">Of the managed heap, for each subscription once it has called.</param>
internal sealed record CrowdResult(int Subscriptions, double One, double First, double Many, double BytesEach);
