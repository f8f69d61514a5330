namespace Platform.Inference.Metrics;

/// <summary>How a request to a model ended.</summary>
internal enum Outcome
{
    /// <summary>Answered.</summary>
    Success,

    /// <summary>Refused because it is wrong: 4xx.</summary>
    Invalid,

    /// <summary>Refused because the server has too much to do, or the request waited too long: 503.</summary>
    Refused,

    /// <summary>The caller went away.</summary>
    Cancelled,

    /// <summary>The server failed: 500.</summary>
    Failed,
}
