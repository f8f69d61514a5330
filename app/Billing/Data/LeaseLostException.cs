namespace Platform.Billing.Data;

/// <summary>Another instance works now; what was under way is undone.</summary>
internal sealed class LeaseLostException(string owner) : Exception($"the lease of '{owner}' is over: another instance works now");
