namespace Platform.Billing.Customers;

/// <summary>When another plan begins.</summary>
internal enum PlanChange
{
    /// <summary>With the next hour: an upgrade.</summary>
    AtOnce,

    /// <summary>With the next period: a downgrade.</summary>
    AtPeriodEnd,
}
