namespace Platform.Review.Tests.Sequences;

/// <summary>What ends an update.</summary>
internal sealed class AzureRefusal(string message) : Exception(message);
