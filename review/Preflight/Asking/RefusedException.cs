namespace Platform.Review.Preflight.Asking;

/// <summary>Azure did not answer a question; the message is its own.</summary>
internal sealed class RefusedException(string message) : Exception(message);
