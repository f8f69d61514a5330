using Platform.Inference.Models;

namespace Platform.Inference.Releases;

/// <summary>A request that one version has answered, and that another is asked afterwards.</summary>
internal interface IComparison : IDisposable
{
    /// <summary>The version that has answered.</summary>
    ModelVersion Answered { get; }

    /// <summary>Whether it has more than is kept for as long as others are compared.</summary>
    bool IsLarge { get; }

    /// <summary>Asks another version the same.</summary>
    /// <param name="other">A job of that version, which keeps it loaded; its deadline is set.</param>
    /// <param name="stop">Signalled when the server stops.</param>
    /// <exception cref="Execution.RefusedException">There is too much to do to compare it.</exception>
    /// <exception cref="Exception">The other version failed.</exception>
    Task<Compared> AskAsync(InferenceJob other, CancellationToken stop);
}
