using System.Text.Json.Nodes;

namespace Platform.Billing.Console.Calls;

/// <summary>What the gateway answered a call.</summary>
/// <param name="Status">Of HTTP; 0 where nobody answered.</param>
/// <param name="Body">Where it is JSON.</param>
/// <param name="RetryAfter">Seconds, where the gateway says so.</param>
/// <param name="Milliseconds">How long it took from here.</param>
internal sealed record CallAnswer(int Status, JsonNode? Body, int? RetryAfter, long Milliseconds)
{
    public bool IsGood => Status == 200 && Body is not null;

    /// <summary>What was wrong, in the gateway's or the server's words.</summary>
    public string? Error => Body?["error"] switch
    {
        JsonValue text when text.TryGetValue<string>(out var said) => said,
        JsonObject error => (string?)error["message"],
        _ => Body?["message"] is JsonValue message && message.TryGetValue<string>(out var said) ? said : null,
    };
}
