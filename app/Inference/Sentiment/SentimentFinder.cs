using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Sentiment;

/// <summary>Finds models that say the sentiment of texts.</summary>
internal sealed class SentimentFinder : IUseFinder
{
    public IEnumerable<IModelUse> Find(ModelFile file, Signature signature, ModelSettings settings, GraphFacts facts)
        => SentimentPlan.TryCreate(signature) is { } plan ? [plan] : [];
}
