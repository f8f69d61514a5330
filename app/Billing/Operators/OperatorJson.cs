using System.Text.Json;
using System.Text.Json.Serialization;
using static Platform.Billing.Operators.OperatorRequests;

namespace Platform.Billing.Operators;

/// <summary>Operators' requests as JSON: every member that has to be there, and none that is not known, or there twice.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true, AllowDuplicateProperties = false, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(Because))]
[JsonSerializable(typeof(Adjust))]
[JsonSerializable(typeof(TakeBack))]
[JsonSerializable(typeof(Credit))]
[JsonSerializable(typeof(TaxRate))]
[JsonSerializable(typeof(IndexValue))]
[JsonSerializable(typeof(Stored))]
[JsonSerializable(typeof(GatewayCount))]
internal sealed partial class OperatorJson : JsonSerializerContext;
