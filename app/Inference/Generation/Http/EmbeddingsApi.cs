using System.Text.Json;
using Platform.Inference.Models;
using Platform.Inference.Protocol;

namespace Platform.Inference.Generation.Http;

/// <summary><c>/v1/embeddings</c>: clients ask for it, and are told by name of the model that it gives none.</summary>
internal sealed class EmbeddingsApi(ModelRepository models) : IGenerationApi
{
    public GenerationCall Read(HttpContext context, JsonElement body)
    {
        var model = models.Find(new Fields(body).RequireText("model", "the name of a model"));
        throw new ProtocolException(StatusCodes.Status400BadRequest, $"model '{model.Name}' gives no embeddings") { Field = "model" };
    }

    public void WriteWhole(GenerationAnswer answer, PooledBytes target) => throw new NotSupportedException();
}
