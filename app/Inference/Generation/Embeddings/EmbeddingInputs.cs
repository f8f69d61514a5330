using System.Text.Json;
using Platform.Inference.Faults;
using Platform.Inference.Generation.Http;

namespace Platform.Inference.Generation.Embeddings;

/// <summary>The texts of a request for embeddings.</summary>
internal static class EmbeddingInputs
{
    private const int Most = 2048;

    /// <summary>A token has no more: so long a text is not read at all.</summary>
    private const int CharactersOfAToken = 100;

    /// <exception cref="ProtocolException">400: there are none, too many, or what is there is no text.</exception>
    public static string[] Read(Fields fields)
    {
        const string expected = "a string, or an array of 1 to 2048 strings, none of them empty";
        var input = fields.Require("input", expected);
        if (input.ValueKind == JsonValueKind.Array
            && input.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Number or JsonValueKind.Array })
            throw fields.Refuse("input", "'input' has tokens, which are those of another model's tokenizer; send texts");
        string[] texts = input switch
        {
            { ValueKind: JsonValueKind.String } => [fields.TextOf(input, "input")],
            { ValueKind: JsonValueKind.Array } when input.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
                [.. input.EnumerateArray().Select(item => fields.TextOf(item, "input"))],
            _ => throw fields.Wrong("input", input, expected),
        };
        if (texts.Length is 0 or > Most)
            throw fields.Refuse("input", $"'input' has {texts.Length} strings; expected {expected}");
        return Array.IndexOf(texts, "") is >= 0 and var empty
            ? throw fields.Refuse("input", $"'input' has an empty string{(texts.Length > 1 ? $" at {empty}" : "")}; expected {expected}")
            : texts;
    }

    /// <param name="encoder">Of the model.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="text">One text.</param>
    /// <param name="field">Where it is.</param>
    /// <exception cref="ProtocolException">400: it is longer than the model reads.</exception>
    public static int[] Encode(TextEncoder encoder, string model, string text, string field)
    {
        if (text.Length > encoder.MaxTokens * CharactersOfAToken)
            throw TooLong(field, $"{text.Length} characters", model, encoder);
        var tokens = encoder.Tokens(text);
        return tokens.Length <= encoder.MaxTokens ? tokens : throw TooLong(field, $"{tokens.Length} tokens", model, encoder);
    }

    private static ProtocolException TooLong(string field, string has, string model, TextEncoder encoder) => new(
        Fault.Invalid, $"'{field}' has {has}, and model '{model}' reads {encoder.MaxTokens} tokens of a text; send less")
    {
        Field = field,
        Code = "context_length_exceeded",
    };
}
