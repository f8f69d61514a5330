namespace Platform.Review.AzureTypes.Generation;

/// <summary>An input as the package declares it.</summary>
/// <param name="Type">As TypeScript has it.</param>
/// <param name="Documentation">In one line; empty where there is none.</param>
internal sealed record Declaration(string Name, string Type, string Documentation);
