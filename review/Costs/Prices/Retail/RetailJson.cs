using System.Text.Json.Serialization;

namespace Platform.Review.Costs.Prices.Retail;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RetailPage))]
internal sealed partial class RetailJson : JsonSerializerContext;
