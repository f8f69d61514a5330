using System.Text.Json;

namespace Platform.Billing.Training;

/// <summary>A row to be learnt from: features by name, and what was right.</summary>
/// <param name="Account">Whose it is, as long as it is counted; it is not written.</param>
internal sealed record TrainingRow(string Account, IReadOnlyDictionary<string, string> Features, string Label)
{
    /// <summary>The name that training scripts know.</summary>
    public const string LabelName = "label";

    public static TrainingRow Of(string account, JsonElement features, string label)
        => new(account, features.EnumerateObject().ToDictionary(feature => feature.Name, feature => Text(feature.Value)), label);

    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
