namespace Platform.Infra.Settings;

/// <summary>What Microsoft Defender for Cloud can watch of the platform; names are Azure's.</summary>
internal enum DefenderPlan
{
    /// <summary>Images in the registry and what runs on the cluster.</summary>
    Containers,
    KeyVaults,
    StorageAccounts,

    /// <summary>What is done to resources through Azure Resource Manager.</summary>
    Arm,
}
