using Platform.Inference.Models;

namespace Platform.Inference.Collection;

/// <summary>Collects nothing.</summary>
internal sealed class NoCollector : ICallCollector
{
    public CollectTicket Begin(HttpContext context, InferenceJob job) => default;

    public void Take(in CollectTicket ticket, InferenceJob job)
    {
    }
}
