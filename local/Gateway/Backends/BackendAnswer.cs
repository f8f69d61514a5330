namespace Platform.Gateway.Backends;

/// <summary>The head of what a backend answered; its body waits until somebody wants it.</summary>
internal abstract class BackendAnswer
{
    public abstract int StatusCode { get; }
    public abstract string? Reason { get; }

    public abstract void CopyHeaders(IHeaderDictionary target);

    /// <summary>The body, whole.</summary>
    public abstract ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Sends the body on to the caller, as it comes.</summary>
    /// <param name="writeHead">Puts the head in place, before the first byte.</param>
    public abstract ValueTask SendAsync(Action writeHead);

    /// <summary>Nobody wants the body.</summary>
    public abstract ValueTask AbandonAsync();
}
