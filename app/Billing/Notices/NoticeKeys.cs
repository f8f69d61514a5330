using Platform.Billing.Data;

namespace Platform.Billing.Notices;

/// <summary>What tells whoever takes a notice that he has it already.</summary>
internal static class NoticeKeys
{
    public static string Of(string id) => TextHash.Of(id)[..40];
}
