using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Billing.Console.Offers;

/// <summary>Tiers as a stack writes them, of which more is there than is read here.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Tier[]))]
internal sealed partial class OfferJson : JsonSerializerContext;
