namespace Platform.Inference.Generation.Safety;

/// <summary>Judges what callers send to models that write texts, and what these write.</summary>
internal interface IContentFilter
{
    /// <param name="text">A prompt, an answer, or a piece of one; it goes into no log.</param>
    /// <param name="gone">Signalled when nobody waits for the verdict.</param>
    /// <returns>What is wrong with it, as callers are told; null for nothing.</returns>
    /// <exception cref="Execution.RefusedException">There is no verdict to be had, and so nothing is let through.</exception>
    ValueTask<string?> JudgeAsync(string text, CancellationToken gone);
}
