namespace Platform.Billing.Training;

/// <summary>Nothing can be exported. The message says why, and what can be done.</summary>
internal sealed class TrainingException(string message) : Exception(message);
