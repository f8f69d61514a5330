namespace Platform.Inference.Usage;

/// <summary>Where usage goes to be billed.</summary>
internal interface IUsageSink
{
    /// <summary>Takes an event; when the task is complete, it is as safe as the sink is set to make it.</summary>
    ValueTask RecordAsync(in UsageEvent usage);
}
