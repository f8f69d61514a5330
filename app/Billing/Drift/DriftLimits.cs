namespace Platform.Billing.Drift;

/// <summary>From when on something is said, and how loudly; docs/drift.md has the reasons.</summary>
internal static class DriftLimits
{
    /// <summary>With fewer rows there is no verdict.</summary>
    public const long FewestRows = 200;

    /// <summary>Likewise of labels that came back.</summary>
    public const long FewestLabels = 30;

    public const double PsiWarn = 0.1, PsiAlert = 0.25, JensenShannon = 0.1;

    /// <summary>How far a share of nulls, or an accuracy, may move.</summary>
    public const double Share = 0.05;

    /// <summary>Of values that the reference has not.</summary>
    public const double OutsideWarn = 0.01, OutsideAlert = 0.05;

    /// <summary>Fewer values are chance.</summary>
    public const long FewestOutside = 5;

    /// <summary>Of the mean confidence.</summary>
    public const double MeanWarn = 0.05, MeanAlert = 0.1;

    /// <summary>
    /// How often a day without drift may have a test that says otherwise, over all tests of a model: each gets its part of it (Bonferroni).
    /// With ten features that is one in ten thousand feature-days.
    /// </summary>
    public const double Alpha = 0.001;
}
