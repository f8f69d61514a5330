namespace Platform.Inference.Models;

/// <summary>What the rooms above add to the loading of models: this one knows tensors, and its own process.</summary>
/// <param name="Isolate">Starts a model in a process of its own, which logs what becomes of it.</param>
/// <param name="Writers">Opens those that write texts.</param>
/// <param name="Uses">What else models are good for, in the order in which it is found.</param>
internal sealed record LoaderParts(
    Func<ModelFile, TimeProvider, ILogger, IModelRuntime> Isolate, IWriterOpener Writers, IReadOnlyList<IUseFinder> Uses);
