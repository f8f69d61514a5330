using Platform.Inference.Features;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Predict;

/// <summary>Finds models that take named features, and holds their examples to them.</summary>
internal sealed class PredictFinder : IUseFinder
{
    public IEnumerable<IModelUse> Find(ModelFile file, Signature signature, ModelSettings settings, GraphFacts facts)
        => PredictPlans.TryCreate(signature, settings, facts.Graph, facts.Findings) is { } plan ? [plan] : [];

    public void Check(ModelVersion model) => ExampleCheck.Require(model);
}
