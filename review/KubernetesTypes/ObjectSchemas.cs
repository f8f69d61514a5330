using System.Text.Json;

namespace Platform.Review.KubernetesTypes;

/// <summary>
/// What Kubernetes and KEDA publish of their objects: for each type its properties, those that may be left out with a question mark, and of
/// each the type. <c>[T]</c> is a list, <c>{T}</c> a map, <c>"a"|"b"</c> one of two texts.
/// </summary>
/// <param name="Kinds">By API version and kind, <c>apps/v1:Deployment</c>: the name of the type.</param>
/// <param name="Types">By name: the properties.</param>
/// <param name="Aliases">By name: what it stands for.</param>
internal sealed record ObjectSchemas(
    IReadOnlyDictionary<string, string> Kinds, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Types,
    IReadOnlyDictionary<string, string> Aliases)
{
    public const string File = "review/KubernetesTypes/schemas.json";
    private static readonly Lazy<ObjectSchemas> _committed = new(Read);

    public static ObjectSchemas All => _committed.Value;

    private static ObjectSchemas Read()
    {
        using var stream = typeof(ObjectSchemas).Assembly.GetManifestResourceStream("KubernetesTypes/schemas.json")!;
        return JsonSerializer.Deserialize<ObjectSchemas>(stream, JsonSerializerOptions.Web)!;
    }
}
