namespace Platform.Billing.Drift;

/// <summary>What a statistic says.</summary>
internal enum DriftLevel
{
    /// <summary>Too few rows, or nothing to compare with: no verdict.</summary>
    None,

    Ok,

    /// <summary>To be looked at some time.</summary>
    Warn,

    /// <summary>To be looked at now.</summary>
    Alert,
}
