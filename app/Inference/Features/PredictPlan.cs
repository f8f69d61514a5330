using Platform.Inference.Models;

namespace Platform.Inference.Features;

/// <summary>
/// How named features become a model's tensors, and its tensors a prediction. Outputs are given by their index, -1 for none.
/// </summary>
/// <param name="Layout">Where features go.</param>
/// <param name="Outputs">What is made of the outputs.</param>
internal sealed record PredictPlan(FeatureLayout Layout, PredictOutputs Outputs) : IModelUse
{
    public bool NeedsNoName => true;

    public FeatureColumn[] Features => Layout.Features;
}
