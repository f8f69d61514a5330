using System.ComponentModel.DataAnnotations;
using MailKit.Security;
using MimeKit;

namespace Platform.Billing.Notices;

/// <summary>
/// Configuration section <c>Notices</c>. Without a mail server and a webhook notices are kept for the operator to see, and sent nowhere.
/// </summary>
internal sealed class NoticeOptions : IValidatableObject
{
    public const string Section = "Notices";

    /// <summary>The mail server's host.</summary>
    public string? SmtpHost { get; set; }

    /// <summary>Default 587: submission.</summary>
    [Range(1, 65535)]
    public int SmtpPort { get; set; } = 587;

    /// <summary>StartTls, SslOnConnect, or None on this machine alone. Default StartTls.</summary>
    public SecureSocketOptions SmtpSecurity { get; set; } = SecureSocketOptions.StartTls;

    /// <summary>Of the mail server; without one nobody signs in.</summary>
    public string? SmtpUser { get; set; }

    public string? SmtpPassword { get; set; }

    /// <summary>Who writes: <c>Platform &lt;billing@example.com&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary>Instead of a mail server: where each notice is posted as JSON.</summary>
    public Uri? Webhook { get; set; }

    /// <summary>The webhook's bearer token.</summary>
    public string? WebhookToken { get; set; }

    /// <summary>The console's address, which texts end with.</summary>
    public Uri? Site { get; set; }

    /// <summary>How often a notice is tried before it is set aside, with an alarm. Default 12, which takes two days.</summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 12;

    public bool HasMail => SmtpHost is { Length: > 0 };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (HasMail && Webhook is not null)
            yield return new ValidationResult(
                "Notices:SmtpHost and Notices:Webhook are both set; notices go one way, so remove one of them");
        if (HasMail && !MailboxAddress.TryParse(From ?? "", out _))
            yield return new ValidationResult(
                $"Notices:From is '{From}'; expected an address such as Platform <billing@example.com>, as Notices:SmtpHost is set");
        if (HasMail && SmtpSecurity is not (SecureSocketOptions.StartTls or SecureSocketOptions.SslOnConnect)
            && !(SmtpSecurity == SecureSocketOptions.None && IsLoopback(SmtpHost!)))
            yield return new ValidationResult(
                $"Notices:SmtpSecurity is {SmtpSecurity}; expected StartTls or SslOnConnect, as '{SmtpHost}' is not this machine");
        if (SmtpUser is { Length: > 0 } != SmtpPassword is { Length: > 0 })
            yield return new ValidationResult("Notices:SmtpUser and Notices:SmtpPassword go together; set both or none");
        if (Webhook is { } webhook && !(webhook.IsAbsoluteUri
            && (webhook.Scheme == Uri.UriSchemeHttps || (webhook.Scheme == Uri.UriSchemeHttp && webhook.IsLoopback))))
            yield return new ValidationResult($"Notices:Webhook is '{webhook}'; expected an https address, or http on loopback");
    }

    private static bool IsLoopback(string host)
        => host is "localhost" || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address));
}
