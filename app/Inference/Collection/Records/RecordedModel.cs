namespace Platform.Inference.Collection.Records;

/// <summary>What a record is of.</summary>
/// <param name="Folder">Of its version, where its reference is; null where nobody knows.</param>
internal sealed record RecordedModel(string Name, string Version, string? Folder);
