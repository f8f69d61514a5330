using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Review.Previews;

/// <summary>The one JSON object that a preview's file holds.</summary>
internal static class PreviewText
{
    /// <exception cref="ReviewException">The file cannot be read, or holds something else.</exception>
    public static async Task<JsonObject> ReadAsync(string file, CancellationToken cancellationToken)
    {
        // As text, since some shells redirect as UTF-16.
        string text;
        try
        {
            text = await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Fault($"'{file}' cannot be read: {exception.Message}", exception);
        }

        return Parse(text, file);
    }

    /// <inheritdoc cref="ReadAsync"/>
    public static JsonObject Parse(string text, string file)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw Fault($"'{file}' is empty: Pulumi stopped before it had anything to write, and said why on its standard error.");
        var (values, isWhole) = Count(text, file);
        if (!isWhole)
            throw Fault($"'{file}' is truncated: it ends in the middle of the document, after {text.Length} characters; write it anew.");
        if (values > 1)
            throw Fault(
                $"'{file}' holds {values} documents, one after the other: a stream of events, as `pulumi up --json` writes, or "
                + "`pulumi preview --json` where PULUMI_ENABLE_STREAMING_JSON_PREVIEW is set. Write it with `pulumi preview --json`, "
                + "without that variable.");
        return JsonNode.Parse(text) as JsonObject ?? throw Fault($"'{file}' is no preview: it holds no JSON object.");
    }

    private static ReviewException Fault(string message, Exception? inner = null)
        => new(message, inner) { ExitCode = ExitCodes.UnreadablePreview };

    private static (int Values, bool IsWhole) Count(string text, string file)
    {
        // A number may go on, unless a blank follows.
        var bytes = Encoding.UTF8.GetBytes($"{text.TrimEnd()} ");
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(new() { AllowMultipleValues = true }));
        var values = 0;
        try
        {
            while (reader.Read())
                values += reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray) ? 1 : 0;
        }
        catch (JsonException exception)
        {
            throw Fault(
                $"'{file}' is no JSON at line {exception.LineNumber + 1}; "
                + "write nothing but the standard output of `pulumi preview --json` to it.",
                exception);
        }

        var isClosed = reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
        return (values, isClosed && reader.BytesConsumed >= bytes.Length - 1);
    }
}
