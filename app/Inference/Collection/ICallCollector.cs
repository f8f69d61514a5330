using Platform.Inference.Models;

namespace Platform.Inference.Collection;

/// <summary>Keeps calls whose customers agreed to it; never on the way of an answer.</summary>
internal interface ICallCollector
{
    /// <summary>Decides whether a call is kept, and where it is, has its answer say under which id; so before that begins.</summary>
    CollectTicket Begin(HttpContext context, InferenceJob job);

    /// <summary>Keeps it, after its answer.</summary>
    void Take(in CollectTicket ticket, InferenceJob job);
}
