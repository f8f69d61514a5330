using Platform.Inference.Collection;
using Platform.Inference.Http;
using Platform.Inference.Models;
using Platform.Inference.Usage;

namespace Platform.Inference.Health;

/// <summary>Whether requests shall come to this server, whichever way one asks.</summary>
internal sealed class ServerReadiness(ModelRepository models, Drain drain, IUsageSink usage, ConsentWatch? watch = null)
{
    public bool IsReady => models.IsReady && TakesRequests;

    /// <summary>Whether requests to models that are loaded would be answered.</summary>
    public bool TakesRequests => !drain.HasBegun && Fault is null;

    /// <summary>Why requests would be refused though models are loaded; null where they would not.</summary>
    public string? Fault => usage.Fault;

    /// <summary>Why nothing is collected, where something could be; requests are answered all the same.</summary>
    public string? Uncollected => watch?.Fault?.Message;

    /// <summary>Whether the server is to end; no model is served for long then.</summary>
    public bool IsDraining => drain.HasBegun;
}
