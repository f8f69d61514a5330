using Platform.Inference.Models;

namespace Platform.Inference.Features;

/// <summary>Models that take named features.</summary>
internal static class NamedFeatures
{
    extension(ModelVersion model)
    {
        /// <summary>How named features become tensors; null for a model that does not take them.</summary>
        public PredictPlan? Predict => model.Use<PredictPlan>();
    }
}
