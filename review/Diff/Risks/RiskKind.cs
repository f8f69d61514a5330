namespace Platform.Review.Diff.Risks;

/// <summary>Why a change wants a second look, most serious first.</summary>
internal enum RiskKind
{
    /// <summary>What holds data or identity, or is protected, is deleted or created anew.</summary>
    Loss,

    /// <summary>What Azure does not change once it is there, or Pulumi does not delete: the deployment fails.</summary>
    Refusal,

    /// <summary>What would have brought back or noticed a loss is switched off, or lasts for a shorter time.</summary>
    Protection,

    /// <summary>Who can reach it from outside or without an identity, and what becomes readable.</summary>
    Exposure,

    /// <summary>Who may do what.</summary>
    Grant,

    /// <summary>Whom it believes: certificates, issuers, subjects, and the policies that check callers.</summary>
    Trust,

    /// <summary>What can reach what.</summary>
    Network,

    /// <summary>What it costs, and how much of it there is.</summary>
    Price,

    None,
}
