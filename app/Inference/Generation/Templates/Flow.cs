namespace Platform.Inference.Generation.Templates;

/// <summary>What comes after a statement.</summary>
internal enum Flow
{
    /// <summary>The next one.</summary>
    Next,

    /// <summary>The next round of the loop.</summary>
    Continue,

    /// <summary>What is after the loop.</summary>
    Break,
}
