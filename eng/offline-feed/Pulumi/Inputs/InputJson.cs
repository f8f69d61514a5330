using System.Text.Json;

namespace Pulumi;

/// <summary>A JSON value as an input; strings are parsed.</summary>
public sealed class InputJson : Input<JsonElement>
{
    public InputJson()
        : this(Output.Create(default(JsonElement)))
    {
    }

    private InputJson(Output<JsonElement> output)
        : base(output)
    {
    }

    public static implicit operator InputJson(string json) => JsonDocument.Parse(json);

    public static implicit operator InputJson(JsonDocument document) => document.RootElement;

    public static implicit operator InputJson(JsonElement element) => new(Output.Create(element));

    public static implicit operator InputJson(Output<string> json) => json.Apply(text => JsonDocument.Parse(text));

    public static implicit operator InputJson(Output<JsonDocument> document) => document.Apply(parsed => parsed.RootElement);

    public static implicit operator InputJson(Output<JsonElement> element) => new(element);
}
