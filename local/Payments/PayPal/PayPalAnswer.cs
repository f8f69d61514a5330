using System.Text.Json.Nodes;
using Platform.Payments.Http;

namespace Platform.Payments.PayPal;

/// <summary>Errors, as PayPal words them.</summary>
internal static class PayPalAnswer
{
    public static Answer Error(int status, string name, string message, string? issue = null, string? description = null)
    {
        var body = new JsonObject { ["name"] = name, ["message"] = message, ["debug_id"] = "f6c1e2a09b7d4" };
        if (issue is not null)
            body["details"] = new JsonArray(new JsonObject { ["issue"] = issue, ["description"] = description ?? "" });
        body["links"] = new JsonArray();
        return new Answer(status, body);
    }

    /// <summary>422, as PayPal words it.</summary>
    public static Answer Unprocessable(string issue, string description) => Error(
        422, "UNPROCESSABLE_ENTITY",
        "The requested action could not be performed, semantically incorrect, or failed business validation.", issue, description);

    public static Answer NotFound(string issue)
        => Error(
            404, "RESOURCE_NOT_FOUND", "The specified resource does not exist.", issue,
            "Specified resource ID does not exist. Please check the resource ID and try again.");

    public static Answer Conflict(string issue, string description)
        => Error(409, "RESOURCE_CONFLICT", "The server has detected a conflict while processing this request.", issue, description);

    public static Answer Invalid(string issue, string description)
        => Error(400, "INVALID_REQUEST", "Request is not well-formed, syntactically incorrect, or violates schema.", issue, description);
}
