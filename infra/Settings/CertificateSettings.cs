namespace Platform.Infra.Settings;

/// <summary>How long the stack's own certificates hold.</summary>
/// <param name="AuthorityYears">Of the authority, in years of 365 days; a new one is a new trust of the gateway.</param>
internal sealed record CertificateSettings(int AuthorityYears, int ServerDays, int RenewalDays)
{
    public static CertificateSettings Read(SettingsReader settings)
    {
        var read = new CertificateSettings(
            settings.Whole(
                new("certificateAuthorityYears", "How long the stack's own authority holds, {range} years"), 10, min: 2, max: 10),
            settings.Whole(new("certificateServerDays", "How long the workload's certificate holds, {range} days"), 365, min: 30, max: 730),
            settings.Whole(
                new("certificateRenewalDays", "How long before its end a deployment renews it, {range} days"), 90, min: 7, max: 365));
        if (read.RenewalDays >= read.ServerDays)
            settings.Reject(
                "certificateRenewalDays", $"{read.RenewalDays}", $"fewer than platform:certificateServerDays, which is {read.ServerDays}",
                settings.Set("certificateRenewalDays", $"{read.ServerDays / 3}"));
        return read;
    }
}
