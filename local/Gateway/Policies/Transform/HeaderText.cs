using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Transform;

/// <summary>What may stand in a header: no line may begin there that somebody else wrote.</summary>
internal static class HeaderText
{
    /// <exception cref="PolicyFault">The value has a control character.</exception>
    public static string Check(string value, string what) => value.Any(c => c is < ' ' and not '\t' or '\u007f')
        ? throw new PolicyFault(500, "HeaderValueInvalid", $"The value of {what} has a control character.", "Internal server error")
        : value;
}
