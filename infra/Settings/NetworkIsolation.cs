namespace Platform.Infra.Settings;

/// <summary>Who may reach the platform's network, and what the platform may reach.</summary>
internal enum NetworkIsolation
{
    /// <summary>Services have public endpoints, guarded by identity.</summary>
    Public,

    /// <summary>Nobody gets in but through the gateway; the internet can be reached out.</summary>
    PrivateInternetOutbound,

    /// <summary>Nobody gets in but through the gateway; only approved targets can be reached out.</summary>
    PrivateApprovedOutbound,
}
