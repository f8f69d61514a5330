namespace Platform.Inference.Models;

/// <summary>Writes texts with a model, token by token, past the queue that tensors go through.</summary>
internal interface IModelWriter : IModelUse, IDisposable
{
    /// <summary>Texts that wait.</summary>
    int Waiting { get; }

    /// <summary>What callers of another writer would miss if this one took over from it; null for nothing.</summary>
    string? LackOf(IModelWriter inService);

    /// <exception cref="Exception">The graph failed.</exception>
    Task WarmUpAsync();

    /// <summary>Ends all texts, and takes no more.</summary>
    void Abort();
}
