using Platform.Inference.Generation.Embeddings;
using Platform.Inference.Models;

namespace Platform.Inference.Generation;

/// <summary>Models that take texts by OpenAI's API.</summary>
internal static class TextModels
{
    extension(ModelVersion model)
    {
        /// <summary>Writes texts with it; null for a model that does something else.</summary>
        public TextGenerator? Generator => model.Use<TextGenerator>();

        /// <summary>Makes embeddings of texts with it; null for a model that does something else.</summary>
        public TextEncoder? Encoder => model.Use<TextEncoder>();

        /// <summary>Answers by what texts mean; null for a model without intents.</summary>
        public IntentBot? Intents => model.Use<IntentBot>();

        /// <summary>Whether it takes texts by OpenAI's API.</summary>
        public bool HasTexts => model.Generator is not null || model.Encoder is not null;
    }
}
