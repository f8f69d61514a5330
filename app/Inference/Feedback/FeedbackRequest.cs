using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Inference.Collection.Redaction;
using Platform.Inference.Faults;
using Platform.Inference.Generation.Http;

namespace Platform.Inference.Feedback;

/// <summary>What a caller says of a call: <c>{"request_id":"…","label":"yes"}</c>, or <c>"thumb":"up"</c>.</summary>
/// <param name="RequestId">As the call's answer gave it.</param>
/// <param name="Rows">An array of rows of JSON, texts redacted: the labels of the call's rows, or one thumb.</param>
internal sealed record FeedbackRequest(string RequestId, string Rows)
{
    private const int MostRows = 4096, LongestText = 256;
    private const string Label = "label", Thumb = "thumb";
    private const string Expected = "a text, a number, true or false, or an array of them with one for each row of the call";

    /// <exception cref="ProtocolException">400: it says something else.</exception>
    public static FeedbackRequest Read(JsonElement json)
    {
        var fields = new Fields(json);
        var id = fields.RequireText("request_id", $"what the answer of a call had in its header {Collection.FeedbackId.Header}");
        var (label, thumb) = (fields.Take(Label), fields.Text(Thumb));
        fields.RefuseRest();
        return (label, thumb) switch
        {
            (null, null) => throw fields.Refuse(Label, "there is neither 'label' nor 'thumb'; expected one of them"),
            ({ } given, null) => new FeedbackRequest(id, Labels(fields, given).ToJsonString()),
            (null, "up" or "down") => new FeedbackRequest(id, new JsonArray(new JsonObject { [Thumb] = thumb }).ToJsonString()),
            (null, _) => throw fields.Refuse(Thumb, $"'thumb' is '{Quote.Short(thumb)}'; expected up or down"),
            _ => throw fields.Refuse(Thumb, "there are both 'label' and 'thumb'; expected one of them"),
        };
    }

    private static JsonArray Labels(Fields fields, JsonElement given)
    {
        if (given.ValueKind != JsonValueKind.Array)
            return [Row(fields, given)];
        if (given.GetArrayLength() is 0 or > MostRows)
            throw fields.Refuse(Label, $"'label' has {given.GetArrayLength()} elements; expected 1 to {MostRows}");
        return new JsonArray([.. given.EnumerateArray().Select(one => Row(fields, one))]);
    }

    private static JsonObject Row(Fields fields, JsonElement value) => new()
    {
        [Label] = value.ValueKind switch
        {
            JsonValueKind.String when fields.TextOf(value, Label) is { Length: > 0 and <= LongestText } text =>
                JsonValue.Create(Redactor.Redact(text)),
            JsonValueKind.String => throw fields.Refuse(Label, $"'label' is empty or longer than {LongestText} characters"),
            JsonValueKind.Number when double.IsFinite(value.GetDouble()) => JsonNode.Parse(value.GetRawText()),
            JsonValueKind.True => JsonValue.Create(true),
            JsonValueKind.False => JsonValue.Create(false),
            _ => throw fields.Wrong(Label, value, Expected),
        },
    };
}
