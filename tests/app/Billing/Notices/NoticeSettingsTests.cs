using System.ComponentModel.DataAnnotations;
using MailKit.Security;
using Platform.Billing.Consent;
using Platform.Billing.Notices;

namespace Platform.Billing.Tests.Notices;

public sealed class NoticeSettingsTests
{
    private static readonly string _key = Convert.ToBase64String(new byte[32]);

    public static TheoryData<object, string> Wrong => new()
    {
        {
            new NoticeOptions { SmtpHost = "mail.example.com" },
            "Notices:From is ''; expected an address such as Platform <billing@example.com>, as Notices:SmtpHost is set"
        },
        {
            new NoticeOptions { SmtpHost = "mail.example.com", From = "a@example.com", Webhook = new("https://hook.example.com") },
            "Notices:SmtpHost and Notices:Webhook are both set; notices go one way, so remove one of them"
        },
        {
            new NoticeOptions { SmtpHost = "mail.example.com", From = "a@example.com", SmtpSecurity = SecureSocketOptions.None },
            "Notices:SmtpSecurity is None; expected StartTls or SslOnConnect, as 'mail.example.com' is not this machine"
        },
        {
            new NoticeOptions { SmtpHost = "mail.example.com", From = "a@example.com", SmtpUser = "u" },
            "Notices:SmtpUser and Notices:SmtpPassword go together; set both or none"
        },
        {
            new NoticeOptions { Webhook = new("http://hook.example.com") },
            "Notices:Webhook is 'http://hook.example.com/'; expected an https address, or http on loopback"
        },
        { new NoticeOptions { Attempts = 0 }, "The field Attempts must be between 1 and 100." },
        {
            new ConsentOptions { File = "f", Key = _key },
            "Consent:File is set without Consent:Records; name the folder or the container that is erased in"
        },
        {
            new ConsentOptions { File = "f", Records = "r" },
            "Consent:Key is no key; expected 32 bytes or more in base64, such as 'openssl rand -base64 32' gives"
        },
        {
            new ConsentOptions { File = "f", Records = "r", Key = _key, FormerKey = "c2hvcnQ=" },
            "Consent:FormerKey is no key; expected 32 bytes or more in base64, such as 'openssl rand -base64 32' gives"
        },
        { new ConsentOptions { Days = 0 }, "The field Days must be between 1 and 730." },
        { new ConsentOptions { SettleMinutes = 10 }, "The field SettleMinutes must be between 11 and 1440." },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void Validate_WrongSetting_SaysWhatIsExpected(object options, string expected)
    {
        var results = new List<ValidationResult>();

        Assert.False(Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true));
        Assert.Equal([expected], results.Select(result => result.ErrorMessage));
    }

    [Fact]
    public void Validate_NothingSet_IsRight()
    {
        Assert.Empty(new NoticeOptions().Validate(new ValidationContext(this)));
        Assert.Empty(new ConsentOptions().Validate(new ValidationContext(this)));
    }
}
