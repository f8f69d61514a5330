using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Billing.Plans;

/// <summary>
/// Plans as JSON: as they are configured, and as they are kept. Of a price that is there twice, nobody could say which one holds.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false, NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlanVersion))]
[JsonSerializable(typeof(PlanVersion[]))]
internal sealed partial class PlanJson : JsonSerializerContext;
