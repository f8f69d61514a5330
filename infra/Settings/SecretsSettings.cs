namespace Platform.Infra.Settings;

internal sealed record SecretsSettings(int SoftDeleteDays, bool PurgeProtection, bool Recover)
{
    public static SecretsSettings Read(SettingsReader settings) => new(
        settings.Whole(
            new("secretsSoftDeleteDays", "How long a deleted vault or secret can be restored, {range} days; fixed once the vault exists"),
            90, min: 7, max: 90),
        settings.Flag(new("secretsPurgeProtection", "Refuses to purge before that; cannot be switched off again"), true),
        settings.Flag(
            new("secretsRecover", "Whether creation brings back a vault of that name that was deleted; of no effect once it exists"),
            false));
}
