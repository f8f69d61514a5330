using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Inference.Models;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict,
    ReadCommentHandling = JsonCommentHandling.Skip,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ModelSettings))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ModelSettingsJson : JsonSerializerContext;
