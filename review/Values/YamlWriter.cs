using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Platform.Review.Values;

/// <summary>JSON as YAML, for people and for git's diff: texts of several lines stand as they are.</summary>
internal static class YamlWriter
{
    private static readonly EmitterSettings _settings = new EmitterSettings()
        .WithBestWidth(int.MaxValue)
        .WithMaxSimpleKeyLength(1024)
        .WithNewLine("\n")
        .WithIndentedSequences();

    public static string Write(JsonNode? document)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, _settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Write(emitter, document);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Write(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, Style(members.Count)));
                foreach (var (name, member) in members)
                {
                    emitter.Emit(YamlText.Scalar(name, isKey: true));
                    Write(emitter, member);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray elements:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle(elements.Count)));
                foreach (var element in elements)
                    Write(emitter, element);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                emitter.Emit(YamlText.Scalar(value.GetValue<string>(), isKey: false));
                break;
            default:
                emitter.Emit(new Scalar(node?.ToJsonString() ?? "null"));
                break;
        }
    }

    private static MappingStyle Style(int count) => count == 0 ? MappingStyle.Flow : MappingStyle.Block;

    private static SequenceStyle SequenceStyle(int count)
        => count == 0 ? YamlDotNet.Core.Events.SequenceStyle.Flow : YamlDotNet.Core.Events.SequenceStyle.Block;
}
