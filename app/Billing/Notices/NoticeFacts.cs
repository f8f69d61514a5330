using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Billing.Notices;

/// <summary>What a notice's text is made of: what is known, and nothing that would have to be guessed. No key is ever among it.</summary>
/// <param name="Invoice">Its number.</param>
/// <param name="AmountMicros">Of the invoice, in µ-units of its currency.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Exponent">The currency's decimals.</param>
/// <param name="Due">Until when it is to be paid.</param>
/// <param name="Meter">What is counted.</param>
/// <param name="Used">Of it, in this period.</param>
/// <param name="Included">In this period.</param>
/// <param name="Until">The period's end.</param>
/// <param name="Purpose">Of a consent.</param>
/// <param name="Action">What became of the consent: given, withdrawn, erased.</param>
/// <param name="Files">How many were erased.</param>
internal sealed record NoticeFacts(
    string? Invoice = null, long? AmountMicros = null, string? Currency = null, int? Exponent = null, DateTimeOffset? Due = null,
    string? Meter = null, long? Used = null, long? Included = null, DateTimeOffset? Until = null,
    string? Purpose = null, string? Action = null, long? Files = null)
{
    public string Write() => JsonSerializer.Serialize(this, NoticeJson.Default.NoticeFacts);

    public static NoticeFacts Read(string json) => JsonSerializer.Deserialize(json, NoticeJson.Default.NoticeFacts)!;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NoticeFacts))]
[JsonSerializable(typeof(NoticeMessage))]
internal sealed partial class NoticeJson : JsonSerializerContext;
