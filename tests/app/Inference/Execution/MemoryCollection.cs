namespace Platform.Inference.Tests.Execution;

/// <summary>Tests of a server's memory, which is what others that run in the same process leave it: none does meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryCollection
{
    public const string Name = "memory";
}
