using System.Globalization;

namespace Platform.Infra.Settings;

/// <summary>How customers are told of invoices, failed payments, quotas and consents; by nothing, operators alone see what they would be told.</summary>
/// <param name="SmtpHost">The mail server; empty for none. Its user and password are in the vault.</param>
/// <param name="SmtpPort">Where it takes mail over TLS.</param>
/// <param name="From">Who writes.</param>
/// <param name="Webhook">Instead: where each notice is posted; empty for nowhere. Its token is in the vault.</param>
internal sealed record NoticeSettings(string SmtpHost, int SmtpPort, string From, string Webhook)
{
    /// <summary>Of mail servers that speak TLS from the beginning, and no STARTTLS: RFC 8314.</summary>
    private const int ImplicitTls = 465;

    public bool HasMail => SmtpHost.Length > 0;

    public string? WebhookHost => Webhook.Length > 0 ? new Uri(Webhook).Host : null;

    public string Security => SmtpPort == ImplicitTls ? "SslOnConnect" : "StartTls";

    public static NoticeSettings Read(SettingsReader settings)
    {
        var read = new NoticeSettings(
            settings.Text("billingNoticesSmtpHost", "a mail server's name; or nothing",
                host => host.Length == 0 || host.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(host) == UriHostNameType.Dns, "", "smtp.example.com"),
            settings.Whole("billingNoticesSmtpPort", 587, min: 1, max: 65535),
            settings.Text("billingNoticesFrom", "an e-mail address; or nothing",
                from => from.Length == 0 || EmailAddress.IsValid(from), "", "billing@example.com"),
            settings.Text("billingNoticesWebhook", "an https address; or nothing", IsWebhook, "", "https://hooks.example.com/notices"));
        if (read.HasMail && read.From.Length == 0)
            settings.Reject(
                "billingNoticesFrom", "", "an address, as platform:billingNoticesSmtpHost is set", settings.Set("billingNoticesFrom", "billing@example.com"));
        if (read.HasMail && read.Webhook.Length > 0)
            settings.Reject(
                "billingNoticesWebhook", read.Webhook, "nothing, as platform:billingNoticesSmtpHost is set and notices go one way",
                settings.Remove("billingNoticesWebhook"));
        // Azure keeps virtual networks from port 25: https://learn.microsoft.com/azure/virtual-network/troubleshoot-outbound-smtp-connectivity
        if (read.SmtpPort == 25)
            settings.Reject(
                "billingNoticesSmtpPort", "25", "a port for submission, as Azure lets nobody out to port 25",
                settings.Set("billingNoticesSmtpPort", (587).ToString(CultureInfo.InvariantCulture)));
        return read;
    }

    private static bool IsWebhook(string webhook) =>
        webhook.Length == 0 || Uri.TryCreate(webhook, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;
}
