using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Inference.Models;

namespace Platform.Inference.Generation.Embeddings;

/// <summary><c>intents.json</c> beside an encoder: what people may mean, and what they are answered.</summary>
/// <param name="Fallback">What is answered where nothing is similar enough.</param>
/// <param name="Intents">At least one.</param>
internal sealed record IntentFile(IntentFile.FallbackAnswer Fallback, IntentFile.Intent[] Intents)
{
    /// <param name="Below">Similarity of a text and the mean of an intent's examples, from 0 to 1, below which it is none.</param>
    internal sealed record FallbackAnswer(float Below, string Answer);

    /// <param name="Name">For people who read the file.</param>
    /// <param name="Examples">How it may be said; about five, in different words.</param>
    /// <param name="Answer">What is answered.</param>
    internal sealed record Intent(string Name, string[] Examples, string Answer);

    /// <returns>Null where the folder has none.</returns>
    /// <exception cref="ModelLoadException">It is not what it should be.</exception>
    public static IntentFile? TryRead(string folder)
    {
        var path = Path.Combine(folder, "intents.json");
        if (!File.Exists(path))
            return null;
        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllBytes(path), IntentFileJson.Default.IntentFile)
                ?? throw new ModelLoadException("its intents.json is null; expected an object");
            file.Validate();
            return file;
        }
        catch (JsonException exception)
        {
            throw new ModelLoadException(
                $"its intents.json does not fit at '{exception.Path ?? "$"}' (line {exception.LineNumber + 1}); expected "
                + "{\"fallback\":{\"below\":0.3,\"answer\":\"…\"},\"intents\":[{\"name\":\"…\",\"examples\":[\"…\"],\"answer\":\"…\"}]}",
                exception);
        }
    }

    private void Validate()
    {
        if (Fallback.Below is not (>= 0 and <= 1))
            throw new ModelLoadException($"its intents.json sets fallback.below to {Fallback.Below}; expected 0 to 1");
        if (Intents.Length == 0)
            throw new ModelLoadException("its intents.json has no intents; expected at least one");
        foreach (var intent in Intents)
            if (intent.Examples.Length == 0 || Array.Exists(intent.Examples, string.IsNullOrWhiteSpace))
                throw new ModelLoadException(
                    $"its intents.json gives '{Faults.Quote.Short(intent.Name)}' no example, or an empty one; expected some sentences");
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, AllowDuplicateProperties = false, ReadCommentHandling = JsonCommentHandling.Skip,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(IntentFile))]
internal sealed partial class IntentFileJson : JsonSerializerContext;
