namespace Platform.Infra.Settings;

/// <param name="Replicas">Regions that hold a copy of every image.</param>
/// <param name="RetentionDays">How long an untagged manifest is kept, in days.</param>
internal sealed record RegistrySettings(RegistrySku Sku, int RetentionDays, IReadOnlyList<string> Replicas)
{
    public static RegistrySettings Read(SettingsReader settings) => new(
        settings.Choice("registrySku", (RegistrySku?)RegistrySku.Premium, sku => sku.ToString()),
        settings.Whole("registryRetentionDays", 30, min: 1, max: 365),
        settings.Texts(
            "registryReplicas", "a list of Azure regions in lower case, such as northeurope", PlatformSettings.IsRegion, [],
            "northeurope"));
}
