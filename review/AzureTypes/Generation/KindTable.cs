using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Review.Azure.Kinds;
using Platform.Review.Values;

namespace Platform.Review.AzureTypes.Generation;

/// <summary>Writes the table of kinds, for every kind that a plan can have.</summary>
internal static class KindTable
{
    public const string Mend = "dotnet platform.cs kinds --package FILE";

    private static readonly JsonSerializerOptions _format = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JsonText.Indented.Encoder,
    };

    public static string Write(Package package)
    {
        var kinds = new SortedDictionary<string, AzureKind>(StringComparer.Ordinal);
        // What says its type itself says its version as well
        foreach (var (name, type) in KindCatalogue.All.Where(kind => kind.IsAzure && !kind.AzureType.StartsWith('{'))
            .Select(kind => (kind.Name, kind.AzureType)))
            if (package.Kind(name) is var (version, inputs) && AzureDefinitions.Find(type, version) is { } definition)
                kinds.Add(name, new KindReading(package, $"azure-native:{name}", definition).Read(version, inputs));
            else if (package.Kind(name) is { } undefined)
                kinds.Add(name, new(undefined.Version));
        return JsonSerializer.Serialize(kinds, _format) + "\n";
    }
}
