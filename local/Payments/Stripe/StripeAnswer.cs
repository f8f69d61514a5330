using System.Text.Json.Nodes;
using Platform.Payments.Http;

namespace Platform.Payments.Stripe;

/// <summary>Answers in Stripe's form.</summary>
internal static class StripeAnswer
{
    public static Answer Error(int status, string type, string message, string? code = null, string? decline = null)
    {
        var error = new JsonObject { ["type"] = type, ["message"] = message };
        if (code is not null)
            error["code"] = code;
        if (decline is not null)
            error["decline_code"] = decline;
        return new Answer(status, new JsonObject { ["error"] = error });
    }

    public static Answer Missing(string what, string id)
        => Error(404, "invalid_request_error", $"No such {what}: '{id}'", "resource_missing");

    public static Answer Wrong(string message, string? code = null) => Error(400, "invalid_request_error", message, code);

    public static Answer Declined(JsonNode intent)
    {
        var answer = Error(402, "card_error", "Your card was declined.", "card_declined", "generic_decline");
        answer.Body!["error"]!["payment_intent"] = intent;
        return answer;
    }

    public static Answer List(IEnumerable<JsonNode> items, string url, bool isSearch = false)
    {
        var all = items.ToArray();
        return new Answer(200, new JsonObject
        {
            ["object"] = isSearch ? "search_result" : "list", ["url"] = url, ["has_more"] = false, ["data"] = new JsonArray(all),
        });
    }
}
