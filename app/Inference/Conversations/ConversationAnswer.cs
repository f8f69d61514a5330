using System.Text.Json;
using Platform.Inference.Generation.Http;
using Platform.Inference.Json;

namespace Platform.Inference.Conversations;

/// <summary>An answer in a conversation: in the form of a chat completion, and kept before its end is sent.</summary>
/// <param name="keep">Keeps the whole text.</param>
internal sealed class ConversationAnswer(Func<string, Task> keep) : IGenerationApi
{
    private readonly ChatApi _form = new();

    public GenerationCall Read(HttpContext context, JsonElement body) => throw new NotSupportedException();

    public ValueTask CompleteAsync(string text) => new(keep(text));

    public void WriteWhole(GenerationAnswer answer, PooledBytes target) => _form.WriteWhole(answer, target);

    public void WriteFirst(GenerationAnswer answer, PooledBytes target) => _form.WriteFirst(answer, target);

    public void WritePiece(GenerationAnswer answer, string piece, PooledBytes target) => _form.WritePiece(answer, piece, target);

    public void WriteLast(GenerationAnswer answer, PooledBytes target) => _form.WriteLast(answer, target);

    public void WriteError(int status, string message, PooledBytes target) => _form.WriteError(status, message, target);
}
