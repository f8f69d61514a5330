using Platform.Inference.Models;

namespace Platform.Inference.Sentiment;

/// <summary>Models that say the sentiment of texts.</summary>
internal static class SentimentModels
{
    extension(ModelVersion model)
    {
        /// <summary>Where the sentiment of texts is; null for a model that does not say it.</summary>
        public SentimentPlan? Sentiment => model.Use<SentimentPlan>();
    }
}
