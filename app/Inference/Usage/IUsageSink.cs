namespace Platform.Inference.Usage;

/// <summary>Where usage goes to be billed.</summary>
internal interface IUsageSink
{
    /// <summary>Why nothing may be answered now, in words for a caller: its usage could not be kept. Null while it can.</summary>
    string? Fault { get; }

    /// <summary>Takes an event; when the task is complete, it is as safe as the sink is set to make it.</summary>
    /// <exception cref="Execution.RefusedException">It could not be made that safe in time.</exception>
    ValueTask RecordAsync(in UsageEvent usage);
}
