namespace Platform.Infra.Settings;

/// <summary>
/// Where a second database server stands by: https://learn.microsoft.com/azure/reliability/reliability-postgresql-flexible-server
/// </summary>
internal enum DatabaseStandby
{
    /// <summary>Nowhere: an outage lasts until the server is there again.</summary>
    None,

    /// <summary>In the same zone, where a region has no other.</summary>
    SameZone,

    /// <summary>In another zone.</summary>
    ZoneRedundant,
}
