using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Payments.Http;

namespace Platform.Payments.PayPal;

/// <summary>One-step orders: <c>/v2/checkout/orders</c>.</summary>
internal sealed class OrdersApi(PayPalState state)
{
    private static readonly string[] _withoutDecimals = ["HUF", "JPY", "TWD"];

    /// <param name="body">The order.</param>
    /// <param name="fault">What goes wrong with it.</param>
    /// <param name="isWhole">Whether the caller prefers all of the order; otherwise it gets its id, status and links.</param>
    public Answer Create(JsonNode? body, Fault? fault, bool isWhole)
    {
        if (body?["purchase_units"] is not JsonArray { Count: 1 } units)
            return PayPalAnswer.Unprocessable(
                "MERCHANT_INITIATED_WITH_MULTIPLE_PURCHASE_UNITS",
                "Merchant initiated payment is not supported for an order with multiple purchase units.");
        var (currency, value) = ((string?)units[0]?["amount"]?["currency_code"] ?? "", (string?)units[0]?["amount"]?["value"] ?? "");
        if (AmountFault(currency, value) is { } wrong)
            return wrong;
        if (state.Vaults.Find(vault => vault.Token == (string?)body["payment_source"]?["paypal"]?["vault_id"]) is not { IsDeleted: false })
            return PayPalAnswer.Unprocessable("TOKEN_ID_NOT_FOUND", "Specified token ID does not exist.");
        var invoice = (string?)units[0]?["invoice_id"] ?? "";
        if (state.TakesInvoiceOnce && invoice.Length > 0
            && state.Captures.Exists(capture => capture.Invoice == invoice && capture.TakesInvoice))
            return PayPalAnswer.Unprocessable(
                "DUPLICATE_INVOICE_ID",
                "Duplicate Invoice ID detected. To avoid a potential duplicate transaction your account setting requires that Invoice Id "
                + "be unique for each transaction.");
        if (fault == Fault.Declined)
            return PayPalAnswer.Unprocessable(
                "INSTRUMENT_DECLINED",
                "The instrument presented was either declined by the processor or bank, or it can't be used for this payment.");
        var capture = new Capture(
            state.NextId(), state.NextId(), invoice, (string?)units[0]?["custom_id"] ?? "", (currency, value), state.Now);
        if (fault == Fault.Pending)
            (capture.Status, capture.Reason) = ("PENDING", "ECHECK");
        else if (fault == Fault.DeclinedCapture)
            capture.Status = "DECLINED";
        state.Captures.Add(capture);
        var order = Write(capture);
        if (!isWhole)
            order.Remove("purchase_units");
        return new Answer(201, order);
    }

    public Answer Read(string order)
        => state.Captures.Find(capture => capture.Order == order) is { } found
        ? new Answer(200, Write(found))
        : PayPalAnswer.NotFound("INVALID_RESOURCE_ID");

    /// <summary>As PayPal has it: the order is COMPLETED whatever became of its capture.</summary>
    private static JsonObject Write(Capture capture) => new()
    {
        ["id"] = capture.Order, ["status"] = "COMPLETED",
        ["purchase_units"] = new JsonArray(
            new JsonObject { ["payments"] = new JsonObject { ["captures"] = new JsonArray(CapturesApi.Write(capture)) } }),
    };

    private static Answer? AmountFault(string currency, string value)
    {
        if (!decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount <= 0)
            return PayPalAnswer.Unprocessable(
                "CANNOT_BE_ZERO_OR_NEGATIVE",
                "Must be greater than zero. If the currency supports decimals, only two decimal place precision is supported.");
        var decimals = value.Contains('.', StringComparison.Ordinal) ? value.Length - value.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        if (_withoutDecimals.Contains(currency))
            return decimals > 0 ? PayPalAnswer.Unprocessable("DECIMALS_NOT_SUPPORTED", "Currency does not support decimals.") : null;
        return decimals > 2
            ? PayPalAnswer.Unprocessable(
                "DECIMAL_PRECISION", "If the currency supports decimals, only two decimal place precision is supported.")
            : null;
    }
}
