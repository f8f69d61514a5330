using Platform.Inference.Models;

namespace Platform.Inference.Serving;

/// <summary>
/// How requests to models come in, and are answered, in one protocol. <see cref="InferenceHandler"/> calls its members in their
/// order, and <see cref="FailAsync"/> instead of the rest where one throws.
/// </summary>
internal interface IInferenceDoor
{
    /// <summary>Fills the job's inputs.</summary>
    /// <returns>Bytes of the request as it is billed: decompressed.</returns>
    /// <exception cref="ProtocolException">The request does not fit the model.</exception>
    ValueTask<int> ReadAsync(HttpContext context, InferenceJob job);

    /// <summary>Signalled when nobody waits for the answer any more.</summary>
    CancellationToken CallerGone(HttpContext context);

    /// <summary>Makes the answer from the job's outputs.</summary>
    /// <returns>Bytes of the answer as it is billed: before compression.</returns>
    int Write(HttpContext context, InferenceJob job);

    /// <summary>Sends the answer, whose usage is recorded by now.</summary>
    ValueTask SendAsync(HttpContext context, InferenceJob job);

    /// <summary>Says what went wrong, in the protocol's way.</summary>
    Task FailAsync(HttpContext context, Exception exception);

    /// <summary>Gives back what the request has taken at the door, whatever became of it.</summary>
    void End();
}
