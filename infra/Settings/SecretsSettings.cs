namespace Platform.Infra.Settings;

/// <param name="SoftDeleteDays">How long a deleted vault or secret can be restored, in days; fixed once the vault exists.</param>
/// <param name="PurgeProtection">Refuses to purge before that; cannot be switched off again.</param>
internal sealed record SecretsSettings(int SoftDeleteDays, bool PurgeProtection)
{
    public static SecretsSettings Read(SettingsReader settings) => new(
        settings.Whole("secretsSoftDeleteDays", 90, min: 7, max: 90),
        settings.Flag("secretsPurgeProtection", true));
}
