using System.Text.Json;
using System.Text.Json.Serialization;
using static Platform.Billing.Payments.PayPal.PayPalMessages;

namespace Platform.Billing.Payments.PayPal;

/// <summary>PayPal's messages as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(AccessToken))]
[JsonSerializable(typeof(SetupRequest))]
[JsonSerializable(typeof(SetupToken))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(PaymentToken))]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Capture))]
[JsonSerializable(typeof(RefundRequest))]
[JsonSerializable(typeof(Refund))]
[JsonSerializable(typeof(Dispute))]
[JsonSerializable(typeof(Transactions))]
[JsonSerializable(typeof(PayPalError))]
[JsonSerializable(typeof(WebhookEvent))]
internal sealed partial class PayPalJson : JsonSerializerContext;
