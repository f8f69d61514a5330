namespace Platform.Inference.Usage;

/// <summary>Records nothing.</summary>
internal sealed class NoUsage : IUsageSink
{
    public ValueTask RecordAsync(in UsageEvent usage) => default;
}
