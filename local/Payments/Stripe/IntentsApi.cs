using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Payments.Http;

namespace Platform.Payments.Stripe;

/// <summary>Payments: <c>/v1/payment_intents</c> and the charges that come of them.</summary>
internal sealed partial class IntentsApi(StripeState state)
{
    private static readonly string[] _threeDecimals = ["bhd", "jod", "kwd", "omr", "tnd"], _twoThatAreZero = ["isk", "ugx"];

    public Answer Create(StripeCall call)
    {
        var (method, customer, currency) = (call.Parameter("payment_method"), call.Parameter("customer"), call.Parameter("currency"));
        if (!long.TryParse(call.Parameter("amount"), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount < 1)
            return StripeAnswer.Wrong("Invalid integer: amount", "parameter_invalid_integer");
        if (_threeDecimals.Contains(currency) && amount % 10 != 0 || _twoThatAreZero.Contains(currency) && amount % 100 != 0)
            return StripeAnswer.Wrong($"Invalid amount. The amount in {currency} must be evenly divisible.", "parameter_invalid_integer");
        if (!state.Methods.TryGetValue(method, out var owner) || owner != customer)
            return StripeAnswer.Missing("PaymentMethod", method);
        if (call.Parameter("confirm") != "true" || call.Parameter("off_session") != "true")
            return StripeAnswer.Wrong("This stand-in takes confirmed payments off session.");
        var intent = new Intent(state.NextId("pi"), amount, currency, call.Parameter("metadata[invoice]"), state.Now);
        state.Intents.Add(intent);
        intent.Status = call.Fault switch
        {
            Fault.Pending => "processing",
            Fault.Declined or Fault.DeclinedCapture => "requires_payment_method",
            _ => "succeeded",
        };
        return intent.Status == "requires_payment_method" ? StripeAnswer.Declined(Write(intent)) : new Answer(200, Write(intent));
    }

    public Answer Read(string id)
        => state.Intents.Find(intent => intent.Id == id) is { } found
        ? new Answer(200, Write(found))
        : StripeAnswer.Missing("payment_intent", id);

    /// <summary>Understands <c>metadata['invoice']:'…'</c>; what is new shows a little later.</summary>
    public Answer Search(string query)
    {
        var number = Query().Match(query);
        if (!number.Success)
            return StripeAnswer.Wrong($"The search query '{query}' is not understood.");
        return StripeAnswer.List(
            state.Intents.Where(intent => intent.Invoice == number.Groups[1].Value && state.Now - intent.Made >= StripeState.SearchLag)
                .Reverse().Select(Write),
            "/v1/payment_intents/search", isSearch: true);
    }

    /// <summary>Charges by when they were made.</summary>
    public Answer Charges(StripeCall call) => StripeAnswer.List(
        state.Intents.Where(intent => IsWithin(call, intent.Made)).Reverse().Select(WriteCharge), "/v1/charges");

    public static bool IsWithin(StripeCall call, DateTimeOffset made)
        => made.ToUnixTimeSeconds() >= Time(call, "created[gte]", 0) && made.ToUnixTimeSeconds() < Time(call, "created[lt]", long.MaxValue);

    /// <summary>What is processing becomes what the bank says.</summary>
    public Answer Settle(string id, bool isPaid)
    {
        if (state.Intents.Find(intent => intent.Id == id && intent.Status == "processing") is not { } found)
            return StripeAnswer.Missing("payment_intent", id);
        found.Status = isPaid ? "succeeded" : "requires_payment_method";
        return new Answer(200, Write(found));
    }

    private static JsonNode Write(Intent intent)
    {
        var body = new JsonObject
        {
            ["id"] = intent.Id, ["object"] = "payment_intent", ["amount"] = intent.Amount,
            ["amount_received"] = intent.Status == "succeeded" ? intent.Amount : 0,
            ["currency"] = intent.Currency, ["status"] = intent.Status, ["latest_charge"] = intent.Charge,
            ["created"] = intent.Made.ToUnixTimeSeconds(),
            ["metadata"] = new JsonObject { ["invoice"] = intent.Invoice },
        };
        if (intent.Status == "requires_payment_method")
            body["last_payment_error"] = new JsonObject
            {
                ["type"] = "card_error", ["code"] = "card_declined", ["decline_code"] = "generic_decline",
            };
        return body;
    }

    private static JsonNode WriteCharge(Intent intent) => new JsonObject
    {
        ["id"] = intent.Charge, ["object"] = "charge", ["payment_intent"] = intent.Id, ["amount"] = intent.Amount,
        ["amount_refunded"] = intent.Refunded,
        ["currency"] = intent.Currency, ["created"] = intent.Made.ToUnixTimeSeconds(),
        ["metadata"] = new JsonObject { ["invoice"] = intent.Invoice },
        ["status"] = intent.Status switch { "succeeded" => "succeeded", "processing" => "pending", _ => "failed" },
    };

    private static long Time(StripeCall call, string name, long without)
        => call.Parameter(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : without;

    [GeneratedRegex(@"^metadata\['invoice'\]:'([^']*)'$")]
    private static partial Regex Query();
}
