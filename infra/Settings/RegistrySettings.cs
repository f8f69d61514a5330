namespace Platform.Infra.Settings;

/// <param name="RetentionDays">How long an untagged manifest is kept, in days.</param>
/// <param name="Replicas">Further regions that hold the images, for nodes there and for the loss of the first.</param>
internal sealed record RegistrySettings(RegistrySku Sku, int RetentionDays, IReadOnlyList<string> Replicas)
{
    public static RegistrySettings Read(SettingsReader settings) => new(
        settings.Choice("registrySku", (RegistrySku?)RegistrySku.Premium, sku => sku.ToString()),
        settings.Whole("registryRetentionDays", 30, min: 1, max: 365),
        settings.Texts("registryReplicas", "a list of Azure regions other than platform:location", AzureRegion.IsValid, [], "northeurope"));
}
