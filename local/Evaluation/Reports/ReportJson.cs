using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Evaluation.Reports;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true, NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RowReport))]
[JsonSerializable(typeof(TextReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
