using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Platform.Billing.Notices;

/// <summary>
/// By mail, over SMTP. The message's id is the notice's, however often it is sent. What customers wrote goes into fields of their own,
/// without anything that ends a line: there is no way to write a header.
/// </summary>
internal sealed class MailNotice(NoticeOptions options) : INotice
{
    private const int LongestName = 128;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly MailboxAddress _from = MailboxAddress.Parse(options.From!);

    public async Task SendAsync(NoticeMessage message, CancellationToken cancellationToken)
    {
        using var mail = Write(message);
        using var client = new SmtpClient
        {
            Timeout = (int)_patience.TotalMilliseconds,
            // Lists of revoked certificates come from elsewhere, where a closed network does not let us go
            CheckCertificateRevocation = false,
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        try
        {
            await client.ConnectAsync(options.SmtpHost!, options.SmtpPort, options.SmtpSecurity, patience.Token);
            if (options.SmtpUser is { Length: > 0 } user)
                await client.AuthenticateAsync(Encoding.UTF8, user, options.SmtpPassword!, patience.Token);
            await client.SendAsync(mail, patience.Token);
        }
        catch (SmtpCommandException refused)
        {
            throw new NoticeException(
                $"the mail server answers {(int)refused.StatusCode} {refused.Message}",
                refused is { ErrorCode: SmtpErrorCode.RecipientNotAccepted, StatusCode: >= (SmtpStatusCode)500 }, refused);
        }
        catch (Exception exception) when (exception is ProtocolException or ServiceNotConnectedException or AuthenticationException
            or SslHandshakeException
            or SocketException or IOException or NotSupportedException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new NoticeException(
                $"the mail server {options.SmtpHost} does not take it: {exception.Message}", isFinal: false, exception);
        }

        await LeaveAsync(client, patience.Token);
    }

    /// <summary>It is taken; how the server says goodbye does not matter.</summary>
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception exception) when (exception is ProtocolException or SocketException or IOException or OperationCanceledException)
        {
            // Gone already
        }
    }

    private MimeMessage Write(NoticeMessage message)
    {
        if (message.To.Any(char.IsControl) || !MailboxAddress.TryParse(message.To, out var to) || to.Address != message.To
            || to.Domain.Length == 0)
            throw new NoticeException($"the address of account '{message.Account}' is none that mail can go to", isFinal: true);
        var mail = new MimeMessage
        {
            Subject = Line(message.Subject), Date = message.At, MessageId = $"{NoticeKeys.Of(message.Id)}@{_from.Domain}",
        };
        mail.From.Add(_from);
        mail.To.Add(new MailboxAddress(Line(message.Name), to.Address));
        // Nobody's absence note answers it: RFC 3834
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Body = new TextPart("plain") { Text = message.Text };
        return mail;
    }

    private static string Line(string text)
    {
        var line = new string([.. text.Where(letter => !char.IsControl(letter) && letter is not ('\u2028' or '\u2029'))]);
        return line.Length > LongestName ? line[..LongestName] : line;
    }
}
