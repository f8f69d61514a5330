namespace Platform.Evaluation;

/// <summary>The two versions cannot be compared; the message says why, and what to do.</summary>
internal sealed class EvaluationException(string message) : Exception(message);
