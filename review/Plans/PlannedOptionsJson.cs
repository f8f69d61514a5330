using System.Text.Json.Serialization;

namespace Platform.Review.Plans;

/// <summary>
/// Options as the plan document has them. Written when it is compiled, as most of what reflection does here would be compiling.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlannedOptions))]
internal sealed partial class PlannedOptionsJson : JsonSerializerContext;
