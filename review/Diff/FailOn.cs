namespace Platform.Review.Diff;

/// <summary>Which differences a workflow wants to stop at.</summary>
internal enum FailOn
{
    /// <summary>None: a difference is no failure.</summary>
    Nothing,

    /// <summary>Any.</summary>
    Changes,

    /// <summary>
    /// What holds data or identity, or is protected, is deleted or created anew, or what would bring it back is taken away.
    /// </summary>
    Loss,

    /// <summary>Who may do what changes, or who is believed.</summary>
    Rights,

    /// <summary>Loss or rights.</summary>
    Risks,
}
