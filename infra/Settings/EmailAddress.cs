using System.Net.Mail;

namespace Platform.Infra.Settings;

internal static class EmailAddress
{
    public static bool IsValid(string value) => MailAddress.TryCreate(value, out var address) && address.Address == value;
}
