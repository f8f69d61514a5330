using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Inference.Collection;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ConsentFile))]
internal sealed partial class ConsentFileJson : JsonSerializerContext;
