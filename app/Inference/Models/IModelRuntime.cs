using Platform.Inference.Execution;
using Platform.Inference.Tensors;

namespace Platform.Inference.Models;

/// <summary>A model that has been opened, wherever it runs.</summary>
internal interface IModelRuntime : IDisposable
{
    Signature Signature { get; }

    /// <summary>Why it cannot run now, in words for a caller; null while it can.</summary>
    string? Failure { get; }

    /// <summary>How often it had to be started again.</summary>
    int Restarts { get; }

    /// <summary>Whether it ended by itself, and may run again since.</summary>
    bool HasEnded => Failure is not null || Restarts > 0;

    /// <summary>Memory that it has outside of the server's own process.</summary>
    long ResidentBytes { get; }

    /// <summary>Writes texts with it; null for a model that does something else.</summary>
    IModelWriter? Writer => null;

    /// <param name="joins">Whether several jobs run together.</param>
    IExecutor CreateExecutor(bool joins);
}
