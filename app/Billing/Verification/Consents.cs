using System.Data.Common;
using Platform.Billing.Consent;

namespace Platform.Billing.Verification;

/// <summary>What customers consented to is as it was written down, by its chain.</summary>
internal static class Consents
{
    public const string Invariant = "the record of consents is as it was written";

    public static async Task<Finding> CheckAsync(DbConnection connection) => new(Invariant, await ConsentChain.BrokenAsync(connection));
}
