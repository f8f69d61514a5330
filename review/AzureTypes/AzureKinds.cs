using System.Text.Json;

namespace Platform.Review.AzureTypes;

/// <summary>The kinds by azure-native's name for them, <c>keyvault:Vault</c>; written from the package's own declarations.</summary>
internal static class AzureKinds
{
    public const string File = "review/AzureTypes/kinds.json";
    private const string Resource = "AzureTypes/kinds.json";
    private static readonly Lazy<IReadOnlyDictionary<string, AzureKind>> _table = new(Read);

    public static IReadOnlyDictionary<string, AzureKind> All => _table.Value;

    private static Dictionary<string, AzureKind> Read()
    {
        using var stream = typeof(AzureKinds).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize<Dictionary<string, AzureKind>>(stream, JsonSerializerOptions.Web)!;
    }
}
