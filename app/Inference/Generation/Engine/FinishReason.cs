namespace Platform.Inference.Generation.Engine;

/// <summary>Why a text ends.</summary>
internal enum FinishReason
{
    /// <summary>The model ended it, or a stop string came.</summary>
    Stop,

    /// <summary>It has as many tokens as were asked for.</summary>
    Length,

    /// <summary>The filter of texts keeps the rest back.</summary>
    Filtered,

    /// <summary>Nobody waits for it any more.</summary>
    Left,
}
