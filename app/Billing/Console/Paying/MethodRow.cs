namespace Platform.Billing.Console.Paying;

/// <summary>A payment method that can be charged.</summary>
internal sealed record MethodRow(string Id, string Provider, string? Label);
