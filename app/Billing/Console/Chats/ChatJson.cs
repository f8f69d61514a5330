using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Billing.Console.Chats;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ChatMessage[]))]
internal sealed partial class ChatJson : JsonSerializerContext;
