using System.Globalization;

namespace Platform.Infra.Settings;

/// <summary>
/// How customers are told of invoices, failed payments, quotas and consents; by nothing, operators alone see what they would be told.
/// </summary>
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
            settings.Text(
                new(
                    "billingNoticesSmtpHost",
                    "Mail server that notices to customers go through; empty for none. Its user and password go into the vault, "
                    + "docs/customers.md"),
                "a mail server's name; or nothing",
                host => host.Length == 0 || host.Contains('.', StringComparison.Ordinal)
                && Uri.CheckHostName(host) == UriHostNameType.Dns, "", "smtp.example.com"),
            settings.Whole(
                new(
                    "billingNoticesSmtpPort",
                    "Its port for submission, any but 25, which Azure closes; 465 speaks TLS at once, others STARTTLS"),
                587, min: 1, max: 65535),
            settings.Text(new("billingNoticesFrom", "E-mail address that notices come from"), "an e-mail address; or nothing",
                from => from.Length == 0 || EmailAddress.IsValid(from), "", "billing@example.com"),
            settings.Text(
                new("billingNoticesWebhook", "Instead of a mail server, the https address that notices are posted to; empty for none"),
                "an https address; or nothing", IsWebhook, "", "https://hooks.example.com/notices"));
        if (read.HasMail && read.From.Length == 0)
            settings.Reject(
                "billingNoticesFrom", "", "an address, as platform:billingNoticesSmtpHost is set",
                settings.Set("billingNoticesFrom", "billing@example.com"));
        if (read.HasMail && read.Webhook.Length > 0)
            settings.Reject(
                "billingNoticesWebhook", read.Webhook, "nothing, as platform:billingNoticesSmtpHost is set and notices go one way",
                settings.Remove("billingNoticesWebhook"));
        // Azure keeps virtual networks from port 25:
        // https://learn.microsoft.com/azure/virtual-network/troubleshoot-outbound-smtp-connectivity
        if (read.SmtpPort == 25)
            settings.Reject(
                "billingNoticesSmtpPort", "25", "a port for submission, as Azure lets nobody out to port 25",
                settings.Set("billingNoticesSmtpPort", (587).ToString(CultureInfo.InvariantCulture)));
        return read;
    }

    private static bool IsWebhook(string webhook)
        => webhook.Length == 0 || Uri.TryCreate(webhook, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;
}
