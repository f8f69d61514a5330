using System.Security.Cryptography;
using System.Text;

namespace Platform.Billing.Data;

/// <summary>The SHA-256 of a text's UTF-8, in small hexadecimal digits.</summary>
internal static class TextHash
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
