namespace Platform.Inference.OpenInference;

/// <param name="Shape">-1 is a dimension that the request chooses.</param>
internal sealed record TensorMetadata(string Name, string Datatype, long[] Shape);
