using System.Data.Common;
using Dapper;
using Platform.Billing.Data;

namespace Platform.Billing.Verification;

/// <summary>What was written down is as it was written: documents by their hashes, the audit by its chain.</summary>
internal static class Documents
{
    public const string Invariant = "documents and the audit are as they were written";

    public static async Task<Finding> CheckAsync(DbConnection connection)
    {
        var violations = new List<string>();
        foreach (var (what, sql) in (ReadOnlySpan<(string, string)>)
        [
            ("invoice", "SELECT number, document, document_sha256 FROM invoice ORDER BY number"),
            ("credit note", "SELECT number, document, document_sha256 FROM credit_note ORDER BY number"),
            ("period", "SELECT sid, snapshot, snapshot_sha256 FROM period ORDER BY sid, start_hour"),
        ])
            violations.AddRange(connection.Query<(string Name, string Document, string Sha256)>(sql, buffered: false)
                .Where(row => TextHash.Of(row.Document) != row.Sha256)
                .Select(row => $"{what} {row.Name} has another hash than its document"));
        violations.AddRange(await Auditing.AuditLog.BrokenAsync(connection));
        return new Finding(Invariant, violations);
    }
}
