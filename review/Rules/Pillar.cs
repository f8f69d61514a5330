namespace Platform.Review.Rules;

/// <summary>The pillars of the Azure Well-Architected Framework.</summary>
internal enum Pillar
{
    Security,
    Reliability,
    Cost,
    Operations,
    Performance,
}
