using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Billing.Gateway;

/// <summary>What is said to the gateway's management, and heard.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GatewayResource<UserProperties>))]
[JsonSerializable(typeof(GatewayResource<SubscriptionProperties>))]
[JsonSerializable(typeof(GatewayKeys))]
internal sealed partial class GatewayJson : JsonSerializerContext;
