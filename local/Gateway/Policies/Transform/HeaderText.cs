using System.Buffers;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Transform;

/// <summary>What may stand in a head: no line may begin there that somebody else wrote.</summary>
internal static class HeaderText
{
    // https://www.rfc-editor.org/rfc/rfc9110#name-tokens
    private static readonly SearchValues<char> _token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> _control =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(each => each != '\t').Append(127).Select(each => (char)each)]);

    /// <exception cref="PolicyFault">The value has a control character.</exception>
    public static string Check(string value, string what) => value.AsSpan().ContainsAny(_control)
        ? throw new PolicyFault(500, "HeaderValueInvalid", $"The value of {what} has a control character.", "Internal server error")
        : value;

    /// <exception cref="PolicyFault">The value is empty, or has a character that no name has.</exception>
    public static string CheckToken(string value, string what) => value.Length == 0 || value.AsSpan().ContainsAnyExcept(_token)
        ? throw new PolicyFault(
            500, "HeaderNameInvalid", $"{what} is '{value}', which has a character that none has.", "Internal server error")
        : value;
}
