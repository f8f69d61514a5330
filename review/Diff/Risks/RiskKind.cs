namespace Platform.Review.Diff.Risks;

/// <summary>Why a change wants a second look, most serious first.</summary>
internal enum RiskKind
{
    /// <summary>What holds data or identity, or is protected, is deleted or created anew.</summary>
    Loss,

    /// <summary>What Azure does not change once it is there: the deployment fails.</summary>
    Refusal,

    /// <summary>Who can reach it from outside, or without an identity.</summary>
    Exposure,

    /// <summary>Who may do what.</summary>
    Grant,

    /// <summary>What can reach what.</summary>
    Network,

    /// <summary>What it costs, and how much of it there is.</summary>
    Price,

    None,
}
