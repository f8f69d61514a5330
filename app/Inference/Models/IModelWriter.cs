namespace Platform.Inference.Models;

/// <summary>Writes texts with a model, token by token, past the queue that tensors go through.</summary>
internal interface IModelWriter : IModelUse, IDisposable
{
    /// <summary>Texts that wait.</summary>
    int Waiting { get; }

    /// <exception cref="Exception">The graph failed.</exception>
    Task WarmUpAsync();

    /// <summary>Ends all texts, and takes no more.</summary>
    void Abort();
}
