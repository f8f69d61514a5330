namespace Platform.Inference.Models;

/// <summary>One output that the caller wants.</summary>
/// <param name="Index">Its place in the model's outputs.</param>
/// <param name="Binary">After the JSON, as raw bytes, rather than in it.</param>
internal readonly record struct OutputRequest(int Index, bool Binary);
