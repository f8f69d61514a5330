namespace Platform.Inference.Graphs;

/// <summary>A tensor by its name and the graph that has it.</summary>
internal readonly record struct TensorPlace(GraphScope Scope, string Name);
