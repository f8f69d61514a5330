namespace Platform.Inference.Usage;

/// <summary>Records nothing.</summary>
internal sealed class NoUsage : IUsageSink
{
    public string? Fault => null;

    public ValueTask RecordAsync(in UsageEvent usage) => default;
}
