using Platform.Inference.Hosting;
using Platform.Inference.Models;

namespace Platform.Inference.Health;

/// <summary>Whether requests shall come to this server, whichever way one asks.</summary>
internal sealed class ServerReadiness(ModelRepository models, Drain drain)
{
    public bool IsReady => models.IsReady && !drain.HasBegun;

    /// <summary>Whether the server is to end; no model is served for long then.</summary>
    public bool IsDraining => drain.HasBegun;
}
