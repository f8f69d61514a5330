using System.Text;
using Platform.Inference.Faults;
using Platform.Inference.Generation.Engine;
using Platform.Inference.Generation.Http;

namespace Platform.Inference.Generation.Safety;

/// <summary>
/// Puts the filter between callers and a model: what it refuses of a prompt is not read, and what it refuses of an answer is not sent.
/// </summary>
internal sealed class FilteredTexts(IContentFilter filter)
{
    /// <summary>Characters of an answer that are judged together: a filter knows little of half a sentence.</summary>
    public const int Together = 200;

    public bool IsOn { get; } = filter is not Unfiltered;

    /// <exception cref="ProtocolException">400: the filter refuses it.</exception>
    public async ValueTask RequireAsync(GenerationCall call, CancellationToken gone)
    {
        if (!IsOn)
            return;
        var text = call.Messages is { } messages
            ? string.Join('\n', messages.Select(message => message.Content))
            : call.Prompt ?? throw new ProtocolException(
                Fault.Invalid, $"'{call.PromptField}' has tokens, which the filter of texts cannot read; send a text")
            {
                Field = call.PromptField,
            };
        if (await filter.JudgeAsync(text, gone) is { } verdict)
            throw new ProtocolException(Fault.Invalid, $"'{call.PromptField}' is refused by the filter of texts: {verdict}")
            {
                Field = call.PromptField,
                Code = "content_filter",
            };
    }

    /// <summary>Whether a part of an answer may be sent.</summary>
    public async ValueTask<bool> PassesAsync(string text, CancellationToken gone) => await filter.JudgeAsync(text, gone) is null;

    /// <summary>What may be sent of an answer, as it comes.</summary>
    /// <param name="text">The answer; its reason becomes <see cref="FinishReason.Filtered"/> where the rest is kept back.</param>
    /// <param name="gone">Signalled when nobody waits for it.</param>
    public async IAsyncEnumerable<string> PiecesAsync(
        TextJob text, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken gone)
    {
        if (!IsOn)
        {
            await foreach (var piece in text.Pieces.ReadAllAsync(CancellationToken.None))
                yield return piece;
            yield break;
        }

        var held = new StringBuilder();
        await foreach (var piece in text.Pieces.ReadAllAsync(CancellationToken.None))
        {
            held.Append(piece);
            if (held.Length < Together)
                continue;
            if (await TakeAsync(held, gone) is not { } passed)
            {
                text.Filter();
                yield break;
            }

            yield return passed;
        }

        if (held.Length == 0)
            yield break;
        if (await TakeAsync(held, gone) is { } rest)
            yield return rest;
        else
            text.Filter();
    }

    private async ValueTask<string?> TakeAsync(StringBuilder held, CancellationToken gone)
    {
        var text = held.ToString();
        held.Clear();
        return await PassesAsync(text, gone) ? text : null;
    }
}
