namespace Platform.Gateway.Calls;

/// <summary>A call is refused, or cannot go on: the section <c>on-error</c> is next.</summary>
/// <param name="status">Of the answer, unless <c>on-error</c> makes another.</param>
/// <param name="reason">Machine-friendly, as the service's.</param>
/// <param name="message">For <c>context.LastError</c>, and for the body unless that is said otherwise.</param>
internal sealed class PolicyFault(int status, string reason, string message, string? body = null) : Exception(message)
{
    /// <summary>The reason where the caller went away; no fault of the backend's, whose breaker does not count it.</summary>
    public const string CallerGone = "ClientConnectionFailure";

    public int Status => status;
    public string Reason => reason;

    /// <summary>The message of the service's body.</summary>
    public string Body { get; } = body ?? message;

    /// <summary>Of the answer, besides what its body needs.</summary>
    public List<(string Name, string Value)> Headers { get; } = [];

    /// <summary>The built-in step; null: the policy at work.</summary>
    public string? Step { get; init; }
}
