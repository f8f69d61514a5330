namespace Platform.Infra.Settings;

/// <param name="RetentionDays">How long an untagged manifest is kept, in days.</param>
internal sealed record RegistrySettings(RegistrySku Sku, int RetentionDays)
{
    public static RegistrySettings Read(SettingsReader settings) => new(
        settings.Choice("registrySku", (RegistrySku?)RegistrySku.Premium, sku => sku.ToString()),
        settings.Whole("registryRetentionDays", 30, min: 1, max: 365));
}
