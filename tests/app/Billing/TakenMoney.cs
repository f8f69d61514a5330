namespace Platform.Billing.Tests;

/// <summary>A capture, as the stand-in has it.</summary>
internal sealed record TakenMoney(string Id, string Invoice, string Value, string Status, decimal Refunded);
