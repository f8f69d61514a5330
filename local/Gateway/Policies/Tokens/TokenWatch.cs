using System.Text.Json;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Tokens;

/// <summary>
/// What a call takes of a language model: what its prompt is estimated to have, and what the answer says: before <c>outbound</c> if it is
/// whole, at its end if it comes in events.
/// </summary>
internal sealed class TokenWatch
{
    private readonly List<Action<TokenUsage>> _uses = [];
    private readonly GatewayCall _call;
    private UsageEvents? _events;
    private bool _isOver;

    private TokenWatch(GatewayCall call, JsonElement? request)
    {
        _call = call;
        Prompt = request is { } given ? TokenText.Estimate(TokenText.PromptBytes(given)) : 0;
        IsStreamed = request is { } asked && TokenText.IsStreamed(asked);
    }

    /// <summary>Estimated.</summary>
    public long Prompt { get; }

    /// <summary>
    /// Whether the answer is asked for in events: https://learn.microsoft.com/azure/api-management/llm-token-limit-policy#usage-notes
    /// </summary>
    public bool IsStreamed { get; }

    /// <summary>The call's one, whichever policy asks first.</summary>
    public static async ValueTask<TokenWatch> OfAsync(GatewayCall call)
    {
        if (call.Http.Items[typeof(TokenWatch)] is TokenWatch known)
            return known;
        await call.BufferRequestAsync();
        var watch = new TokenWatch(call, call.Content is { } content ? TokenText.Parse(content) : null);
        call.Http.Items[typeof(TokenWatch)] = watch;
        // What the answer says has to be legible
        call.Http.Request.Headers.Remove("Accept-Encoding");
        call.OnAnswer.Add(watch.ReadAsync);
        call.OnEnd.Add(() => watch.End(watch._events?.Usage ?? default));
        return watch;
    }

    /// <summary>Done once, when what the call took is known; of a call that fails, nothing is.</summary>
    public void OnUse(Action<TokenUsage> use) => _uses.Add(use);

    private async ValueTask ReadAsync()
    {
        if (_call.Response is not { } answer || answer.StatusCode >= 400)
            return;
        if (answer.Content is null
            && answer.Fields.ContentType.ToString().StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            _events = new(Prompt);
            _call.OnPiece += _events.Add;
            return;
        }

        await answer.BufferAsync(_call.Http.RequestAborted);
        var said = TokenText.Parse(answer.Content ?? []) is { } body ? TokenText.Usage(body) : null;
        End(said ?? TokenUsage.Of(Prompt, 0));
    }

    private void End(TokenUsage usage)
    {
        if (_isOver)
            return;
        _isOver = true;
        foreach (var use in _uses)
            use(usage);
    }
}
