namespace Platform.Infra.Settings;

/// <param name="SoftDeleteDays">How long a deleted vault or secret can be restored, in days; fixed once the vault exists.</param>
/// <param name="PurgeProtection">Refuses to purge before that; cannot be switched off again.</param>
/// <param name="Recover">Whether creation brings back a vault of that name that was deleted.</param>
internal sealed record SecretsSettings(int SoftDeleteDays, bool PurgeProtection, bool Recover)
{
    public static SecretsSettings Read(SettingsReader settings) => new(
        settings.Whole("secretsSoftDeleteDays", 90, min: 7, max: 90),
        settings.Flag("secretsPurgeProtection", true),
        settings.Flag("secretsRecover", false));
}
