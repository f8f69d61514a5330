namespace Platform.Inference.Collection;

/// <summary>Why nothing is collected; its message is for whoever runs the server, and names no path.</summary>
/// <param name="reason">One of <see cref="Reasons"/>, by which metrics tell it.</param>
/// <param name="message">In words.</param>
internal sealed class NoConsentException(string reason, string message) : Exception(message)
{
    public static IReadOnlyList<string> Reasons { get; } = ["missing", "broken", "foreign", "old", "key"];

    public string Reason => reason;
}
