using System.Diagnostics;

namespace Platform.Billing.Instruments;

/// <summary>A span for each step of billing's work.</summary>
internal static class BillingTracing
{
    public const string SourceName = "Platform.Billing";

    private static readonly ActivitySource _source = new(SourceName);

    public static Activity? Start(string step) => _source.StartActivity($"billing {step}");
}
