using System.Data.Common;
using System.Security.Cryptography;
using Dapper;

namespace Platform.Billing.Console.Security;

/// <summary>Forms that had their effect. Each is written with a number of its own, so that it has no second one.</summary>
internal static class FormStore
{
    /// <summary>The field that has the number.</summary>
    public const string Field = "once";

    private static readonly TimeSpan _kept = TimeSpan.FromDays(2);

    /// <summary>For a form that is shown.</summary>
    public static string New() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Whether it is a number that <see cref="New"/> made.</summary>
    public static bool IsNumber(string? once) => once is { Length: 32 } && once.All(char.IsAsciiHexDigitLower);

    /// <returns>False where the form had its effect.</returns>
    public static async Task<bool> TryUseAsync(DbTransaction transaction, string once, DateTimeOffset now)
    {
        var (connection, at) = (transaction.Connection!, now.ToUnixTimeMilliseconds());
        await connection.ExecuteAsync(
            "DELETE FROM console_form WHERE at < @before", new { before = at - (long)_kept.TotalMilliseconds }, transaction);
        return await connection.ExecuteAsync(
            "INSERT INTO console_form (id, at) VALUES (@once, @at) ON CONFLICT (id) DO NOTHING", new { once, at }, transaction) == 1;
    }
}
