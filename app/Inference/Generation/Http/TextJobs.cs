using Platform.Inference.Faults;
using Platform.Inference.Generation.Engine;
using Platform.Inference.Generation.Limits;
using Platform.Inference.Generation.Templates;

namespace Platform.Inference.Generation.Http;

/// <summary>Makes a model's job of what a caller asks for.</summary>
internal static class TextJobs
{
    /// <summary>Characters whose tokens are counted in any case, so that the refusal can tell their number.</summary>
    private const int QuicklyRead = 100_000;

    private const string TooLong = "context_length_exceeded";

    /// <param name="call">What is asked for.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="generator">The model.</param>
    /// <param name="tier">What the caller may have.</param>
    /// <param name="until">When the text stops being worth beginning, and what is signalled when nobody waits for it.</param>
    /// <exception cref="ProtocolException">400: the prompt does not go with the model, or the tier.</exception>
    public static TextJob Create(
        GenerationCall call, string model, TextGenerator generator, TextTier tier, (long Deadline, CancellationToken Gone) until)
    {
        var prompt = call.Messages is { } messages
            ? EncodeMessages(call, messages, model, generator)
            : call.Tokens ?? EncodePrompt(call, generator);
        Check(call, prompt, generator);
        tier.RequirePrompt(prompt.Length, call.PromptField);
        return new TextJob
        {
            Prompt = prompt,
            MaxTokens = tier.Answer(call.MaxTokens, call.MaxTokensField, Room(call, prompt.Length, model, generator)),
            Sampling = call.Sampling.Over(generator.Sampling),
            Stops = call.Stops,
            IsStreamed = call.IsStreamed,
            Deadline = until.Deadline,
            Gone = until.Gone,
        };
    }

    private static int[] EncodePrompt(GenerationCall call, TextGenerator generator)
    {
        RequireShort(call, call.Prompt!.Length, generator);
        return generator.Tokenizer.EncodePrompt(call.Prompt);
    }

    private static int[] EncodeMessages(GenerationCall call, ChatMessage[] messages, string model, TextGenerator generator)
    {
        if (generator.Template is null)
            throw Refuse("model", $"model '{model}' has no chat template, and so no conversations; use /v1/completions");
        RequireShort(call, messages.Sum(message => (long)message.Content.Length), generator);
        for (var i = 0; i < messages.Length; i++)
            if (Array.Find(
                generator.Tokenizer.SpecialTexts, text => messages[i].Content.Contains(text, StringComparison.Ordinal)) is { } special)
                throw Refuse(
                    $"messages[{i}].content",
                    $"'messages[{i}].content' has '{special}', by which model '{model}' tells turns apart; leave it out");
        try
        {
            return generator.Tokenizer.EncodeTemplate(generator.Template.Render(messages));
        }
        catch (TemplateException exception)
        {
            throw Refuse("messages", $"the chat template of model '{model}' refuses these messages: {Quote.Short(exception.Message)}");
        }
    }

    /// <summary>What cannot fit, whatever its tokens are, is not read: that would take a long time.</summary>
    private static void RequireShort(GenerationCall call, long characters, TextGenerator generator)
    {
        var most = (long)generator.Window * generator.Tokenizer.LongestToken;
        if (characters > Math.Max(most, QuicklyRead))
            throw Refuse(
                call.PromptField,
                $"'{call.PromptField}' has {characters} characters, and the model's window of {generator.Window} tokens has at most "
                + $"{most}; send less", TooLong);
    }

    private static void Check(GenerationCall call, int[] prompt, TextGenerator generator)
    {
        if (prompt.Length == 0)
            throw Refuse(call.PromptField, $"'{call.PromptField}' is empty; expected at least one character");
        var vocabulary = generator.Vocabulary;
        foreach (var token in prompt)
            if (token < 0 || token >= vocabulary)
                throw Refuse(
                    call.PromptField, $"'{call.PromptField}' has the token {token}; this model knows those from 0 below {vocabulary}");
    }

    /// <summary>Nothing is cut in silence: what does not fit is refused, with both numbers.</summary>
    private static int Room(GenerationCall call, int tokens, string model, TextGenerator generator)
    {
        var window = generator.Window;
        if (tokens >= window)
            throw Refuse(
                call.PromptField,
                $"'{call.PromptField}' has {tokens} tokens, and the window of model '{model}' has {window} for prompt and text "
                + "together; send less", TooLong);
        if (call.MaxLength is { } length)
            return tokens < length
                ? Math.Min(length, window) - tokens
                : throw Refuse(
                    "max_length",
                    $"'max_length' is {length}, for prompt and text together, and the prompt has {tokens} tokens; ask for more");
        if (call.MaxTokens is { } most && tokens + (long)most > window)
            throw Refuse(
                call.PromptField,
                $"'{call.PromptField}' has {tokens} tokens and {most} more are asked for, and the window of model '{model}' has {window} "
                + "for both; send or ask for less",
                TooLong);
        return call.MaxTokens ?? window - tokens;
    }

    private static ProtocolException Refuse(string field, string message, string? code = null)
        => new(Fault.Invalid, message) { Field = field, Code = code };
}
