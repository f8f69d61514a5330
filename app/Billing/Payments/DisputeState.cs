namespace Platform.Billing.Payments;

/// <summary>How a dispute stands.</summary>
internal enum DisputeState
{
    Open,

    /// <summary>The money stays ours.</summary>
    Won,

    /// <summary>The money goes back.</summary>
    Lost,

    /// <summary>No answer, or none that tells of it.</summary>
    Unknown,
}
