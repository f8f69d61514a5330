namespace Platform.Billing.Ingest;

/// <summary>What usage is added up by.</summary>
internal readonly record struct UsageKey(string Subscription, string Product, string Model, string Version, long Hour);
