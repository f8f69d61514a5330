using Platform.Billing.Invoices;

namespace Platform.Billing.Notices;

/// <summary>What tells whoever takes a notice that he has it already.</summary>
internal static class NoticeKeys
{
    public static string Of(string id) => InvoiceStore.Sha256(id)[..40];
}
