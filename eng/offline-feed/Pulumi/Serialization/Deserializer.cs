namespace Pulumi.Serialization;

/// <summary>
/// Turns wire values into plain ones: numbers are doubles, maps and lists immutable; marks of secrets and unknowns are lifted from any
/// depth to the whole value, and are gone from inside it.
/// </summary>
internal static class Deserializer
{
    public static OutputData<object?> Deserialize(object? value)
    {
        var (plain, isSecret) = Unwrap(value);
        var data = plain switch
        {
            Wire.Unknown => OutputData<object?>.Unknown(null),
            int number => OutputData<object?>.Known((double)number),
            ImmutableArray<object?> list => List(list),
            ImmutableDictionary<string, object?> map => Special(map) is { } special ? OutputData<object?>.Known(special) : Map(map),
            _ => OutputData<object?>.Known(plain),
        };
        return isSecret ? data with { IsSecret = true } : data;
    }

    private static (object? Value, bool IsSecret) Unwrap(object? value)
    {
        var isSecret = false;
        while (value is ImmutableDictionary<string, object?> map && SignatureOf(map) == Wire.SecretSignature)
        {
            if (!map.TryGetValue(Wire.Value, out value))
                throw new InvalidOperationException("Secrets must have a field called 'value'");
            isSecret = true;
        }

        return (value, isSecret);
    }

    private static OutputData<object?> List(ImmutableArray<object?> list)
    {
        var result = ImmutableArray.CreateBuilder<object?>(list.Length);
        var all = OutputData<object?>.Known(null);
        foreach (var element in list)
        {
            var data = Deserialize(element);
            result.Add(data.Value);
            all = all.Joined(data);
        }

        return all with { Value = result.MoveToImmutable() };
    }

    // Keys that begin with two underscores belong to the engine.
    private static OutputData<object?> Map(ImmutableDictionary<string, object?> map)
    {
        var result = ImmutableDictionary.CreateBuilder<string, object?>();
        var all = OutputData<object?>.Known(null);
        foreach (var (key, element) in map)
        {
            if (key.StartsWith("__", StringComparison.Ordinal))
                continue;
            var data = Deserialize(element);
            result.Add(key, data.Value);
            all = all.Joined(data);
        }

        return all with { Value = result.ToImmutable() };
    }

    private static string? SignatureOf(ImmutableDictionary<string, object?> map) => map.GetValueOrDefault(Wire.Signature) as string;

    private static object? Special(ImmutableDictionary<string, object?> map) => SignatureOf(map) switch
    {
        Wire.AssetSignature => Asset(map),
        Wire.ArchiveSignature => Archive(map),
        Wire.ResourceSignature => Resource(map),
        _ => null,
    };

    private static Asset Asset(ImmutableDictionary<string, object?> map)
        => Text(map, Wire.Path) is { } path ? new FileAsset(path)
            : Text(map, Wire.Uri) is { } uri ? new RemoteAsset(uri)
            : Text(map, Wire.Text) is { } text ? new StringAsset(text)
            : throw new InvalidOperationException("Value was marked as Asset, but did not conform to required shape.");

    private static Archive Archive(ImmutableDictionary<string, object?> map)
        => Text(map, Wire.Path) is { } path ? new FileArchive(path)
            : Text(map, Wire.Uri) is { } uri ? new RemoteArchive(uri)
            : map.GetValueOrDefault(Wire.Assets) is ImmutableDictionary<string, object?> assets ? new AssetArchive(Assets(assets))
            : throw new InvalidOperationException("Value was marked as Archive, but did not conform to required shape.");

    private static ImmutableDictionary<string, AssetOrArchive> Assets(ImmutableDictionary<string, object?> assets)
        => assets.ToImmutableDictionary(
            asset => asset.Key,
            asset => asset.Value is ImmutableDictionary<string, object?> map && Special(map) is AssetOrArchive inner
                ? inner
                : throw new InvalidOperationException("AssetArchive contained an element that wasn't itself an Asset or Archive."));

    private static Resource Resource(ImmutableDictionary<string, object?> map)
        => Text(map, Wire.Urn) is { } urn
            ? Deployment.Current?.Monitor.Find(urn) ?? new DependencyResource(urn)
            : throw new InvalidOperationException("Value was marked as a Resource, but did not conform to required shape.");

    private static string? Text(ImmutableDictionary<string, object?> map, string key) => map.GetValueOrDefault(key) as string;
}
