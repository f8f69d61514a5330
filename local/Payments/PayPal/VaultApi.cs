using System.Text.Json.Nodes;
using Platform.Payments.Http;

namespace Platform.Payments.PayPal;

/// <summary>Payment methods: <c>/v3/vault</c>, and the page on which the payer approves.</summary>
internal sealed class VaultApi(PayPalState state)
{
    public Answer StartSetup(JsonNode? body, string server)
    {
        var context = body?["payment_source"]?["paypal"]?["experience_context"];
        if (!Uri.TryCreate((string?)context?["return_url"], UriKind.Absolute, out var returnTo)
            || !Uri.TryCreate((string?)context?["cancel_url"], UriKind.Absolute, out var cancelTo))
            return PayPalAnswer.Invalid(
                "MISSING_REQUIRED_PARAMETER",
                "A required field / parameter is missing: /payment_source/paypal/experience_context/return_url");
        var vault = new Vault(state.NextId(), returnTo, cancelTo);
        state.Vaults.Add(vault);
        return new Answer(201, new JsonObject
        {
            ["id"] = vault.Setup, ["status"] = "PAYER_ACTION_REQUIRED",
            ["links"] = new JsonArray(
                Link("approve", $"{server}/agreements/approve?approval_session_id={vault.Setup}"),
                Link("self", $"{server}/v3/vault/setup-tokens/{vault.Setup}")),
        });
    }

    public Answer TakeToken(JsonNode? body)
    {
        var setup = (string?)body?["payment_source"]?["token"]?["id"];
        if (state.Vaults.Find(vault => vault.Setup == setup) is not { } found)
            return PayPalAnswer.NotFound("TOKEN_ID_NOT_FOUND");
        if (!found.IsApproved)
            return PayPalAnswer.Unprocessable("SETUP_TOKEN_NOT_APPROVED", "The setup token has not been approved by the payer.");
        if (found.Token.Length > 0)
            return PayPalAnswer.Unprocessable("SETUP_TOKEN_ALREADY_USED", "The setup token was used before.");
        found.Token = state.NextId();
        return new Answer(201, new JsonObject
        {
            ["id"] = found.Token, ["customer"] = new JsonObject { ["id"] = $"c{found.Setup[..10]}" },
            ["payment_source"] = new JsonObject
            {
                ["paypal"] = new JsonObject { ["email_address"] = "payer@example.com", ["payer_id"] = found.Setup[..13] },
            },
        });
    }

    public Answer Delete(string token)
    {
        if (state.Vaults.Find(vault => vault.Token == token && !vault.IsDeleted) is { } found)
            found.IsDeleted = true;
        return new Answer(204, null);
    }

    /// <summary>The payer's decision.</summary>
    /// <returns>Where the payer goes then; null for a session that is not there.</returns>
    public Uri? Decide(string? session, bool isApproved)
    {
        if (state.Vaults.Find(vault => vault.Setup == session) is not { } found)
            return null;
        found.IsApproved |= isApproved;
        return isApproved ? found.ReturnTo : found.CancelTo;
    }

    private static JsonObject Link(string rel, string address) => new() { ["rel"] = rel, ["href"] = address, ["method"] = "GET" };
}
