using System.Text;
using System.Text.Json;
using Platform.Inference.Generation.Decoders;
using Platform.Inference.Models;

namespace Platform.Inference.Generation.Templates;

/// <summary>How a model wants a conversation written: the part of Jinja that chat templates use.</summary>
/// <seealso href="https://huggingface.co/docs/transformers/chat_templating_writing">How they are written.</seealso>
internal sealed class ChatTemplate(Statement body, string begin, string end, TimeProvider time)
{
    private const long LongestRange = 10_000;

    /// <returns>Null for a model that has none.</returns>
    /// <exception cref="ModelLoadException">It cannot be read.</exception>
    public static ChatTemplate? TryRead(string folder, ConfigFile? config, (string Begin, string End) tokens, TimeProvider time)
    {
        if (SourceOf(folder, config) is not { } source)
            return null;
        try
        {
            return new ChatTemplate(TemplateParser.Read(source), tokens.Begin, tokens.End, time);
        }
        catch (TemplateException exception)
        {
            throw new ModelLoadException($"its chat template cannot be read: {exception.Message}", exception);
        }
    }

    /// <exception cref="TemplateException">It fails on these messages.</exception>
    public string Render(IEnumerable<ChatMessage> messages)
    {
        var scope = new Scope
        {
            ["messages"] = messages.Select(
                message => (object?)new Dictionary<string, object?> { ["role"] = message.Role, ["content"] = message.Content }).ToList(),
            ["add_generation_prompt"] = true,
            ["bos_token"] = begin,
            ["eos_token"] = end,
            ["raise_exception"] = (TemplateFunction)((given, _) => throw new TemplateException(
                given is [var reason, ..] ? Value.ToText(reason) : "it gives no reason")),
            ["namespace"] = (TemplateFunction)((_, named) => named),
            ["dict"] = (TemplateFunction)((_, named) => named),
            ["range"] = (TemplateFunction)((given, _) => Range(given)),
            ["strftime_now"] = (TemplateFunction)((given, _) => Dates.Format(time.GetUtcNow(), given is [string format] ? format : "")),
        };
        var output = new StringBuilder();
        body(scope, output);
        return output.ToString();
    }

    /// <summary>In a file of its own, or a setting: a text, or several by name.</summary>
    private static string? SourceOf(string folder, ConfigFile? config)
    {
        var path = Path.Combine(folder, "chat_template.jinja");
        if (File.Exists(path))
            return File.ReadAllText(path);
        return config?.Find("chat_template") switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Array } named => named.EnumerateArray()
                .Where(one => one.GetProperty("name").GetString() == "default").Select(one => one.GetProperty("template").GetString())
                .FirstOrDefault(),
            _ => null,
        };
    }

    private static List<object?> Range(List<object?> given)
    {
        var (start, end) = given switch
        {
            [long last] => (0L, last),
            [long first, long last] => (first, last),
            _ => throw new TemplateException("'range' takes one or two whole numbers"),
        };
        if (end - start > LongestRange)
            throw new TemplateException($"a range of {end - start} is too long; expected at most {LongestRange}");
        return [.. Enumerable.Range(0, (int)Math.Max(0, end - start)).Select(index => (object?)(start + index))];
    }
}
