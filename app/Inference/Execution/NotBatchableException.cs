namespace Platform.Inference.Execution;

/// <summary>A model that is set to batch gave an output whose first dimension is not the batch.</summary>
internal sealed class NotBatchableException(string output, long rows, long[] shape) : Exception(
    $"output '{output}' has shape [{string.Join(',', shape)}] for a batch of {rows} rows: its first dimension is not the batch; remove "
    + "\"batching\" from model.json");
