using System.Collections;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>
/// Turns arguments into wire values: null, bool, int, double, string, lists and maps of these, and marked maps for secrets, assets,
/// archives and resources. Waits for outputs, and collects the resources that they come from.
/// </summary>
internal sealed class Serializer
{
    public HashSet<Resource> Dependencies { get; } = [];

    public async ValueTask<object?> SerializeAsync(string context, object? value) => value switch
    {
        null or bool or int or double or string => value,
        InputArgs args => await MapAsync(context, args.ToDictionary()).ConfigureAwait(false),
        AssetOrArchive asset => await AssetAsync(context, asset).ConfigureAwait(false),
        Task => throw new InvalidOperationException(
            $"Tasks are not allowed inside ResourceArgs. Please wrap your Task in an Output:\n\t{context}"),
        IInputCollection collection => await OutputAsync(context, collection.Elements).ConfigureAwait(false),
        IInput input => await OutputAsync(context, input.ToOutput()).ConfigureAwait(false),
        IUnion union => await SerializeAsync(context, union.Value).ConfigureAwait(false),
        JsonElement json => Json(json),
        IOutput output => await OutputAsync(context, output).ConfigureAwait(false),
        Resource resource => await ResourceAsync(context, resource).ConfigureAwait(false),
        IDictionary map => await MapAsync(context, map).ConfigureAwait(false),
        IList list => await ListAsync(context, list).ConfigureAwait(false),
        ValueTuple => null,
        _ => await ObjectAsync(context, value).ConfigureAwait(false),
    };

    private async ValueTask<object?> OutputAsync(string context, IOutput output)
    {
        var data = await output.GetDataAsync().ConfigureAwait(false);
        Dependencies.UnionWith(data.Resources);
        if (!data.IsKnown)
            return Wire.Unknown;
        var value = await SerializeAsync($"{context}.id", data.Value).ConfigureAwait(false);
        return data.IsSecret ? Marked(Wire.SecretSignature, Wire.Value, value) : value;
    }

    private async ValueTask<object?> ResourceAsync(string context, Resource resource)
    {
        var reference =
            Marked(Wire.ResourceSignature, Wire.Urn, await SerializeAsync($"{context}.urn", resource.Urn).ConfigureAwait(false));
        if (resource is not CustomResource custom)
            return reference;
        Dependencies.Add(custom);
        var id = await SerializeAsync($"{context}.id", custom.Id).ConfigureAwait(false);
        return reference.Add(Wire.Id, id is Wire.Unknown ? "" : id);
    }

    private async ValueTask<object?> AssetAsync(string context, AssetOrArchive asset)
        => Marked(
            asset.Signature,
            asset.Property,
            await SerializeAsync($"{context}.{asset.Property}", asset.Value).ConfigureAwait(false));

    // As in JSON, a key whose value is null is left out.
    private async ValueTask<object?> MapAsync(string context, IDictionary map)
    {
        var result = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (DictionaryEntry entry in map)
        {
            if (entry.Key is not string key)
                throw new InvalidOperationException($"Dictionaries are only supported with string keys:\n\t{context}");
            if (await SerializeAsync($"{context}.{key}", entry.Value).ConfigureAwait(false) is { } value)
                result[key] = value;
        }

        return result.ToImmutable();
    }

    private async ValueTask<object?> ListAsync(string context, IList list)
    {
        if (IsDefault(list))
            return ImmutableArray<object?>.Empty;
        var result = ImmutableArray.CreateBuilder<object?>(list.Count);
        for (var index = 0; index < list.Count; index++)
            result.Add(await SerializeAsync($"{context}[{index}]", list[index]).ConfigureAwait(false));
        return result.MoveToImmutable();
    }

    private async ValueTask<object?> ObjectAsync(string context, object value)
    {
        var type = WireType.Of(value.GetType());
        if (type.ToWire is { } convert)
            return convert(value);
        if (type.Fields.IsDefault)
            throw new InvalidOperationException(type.Problem(context));
        var result = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var (name, field) in type.Fields)
            result[name] = await SerializeAsync($"{context}.{name}", field.GetValue(value)).ConfigureAwait(false);
        return result.ToImmutable();
    }

    private static object? Json(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.Array => json.EnumerateArray().Select(Json).ToImmutableArray(),
        JsonValueKind.Object => json.EnumerateObject().ToImmutableDictionary(property => property.Name, property => Json(property.Value)),
        _ => null,
    };

    private static ImmutableDictionary<string, object?> Marked(string signature, string name, object? value)
        => ImmutableDictionary<string, object?>.Empty.Add(Wire.Signature, signature).Add(name, value);

    // Only a default ImmutableArray refuses to say how long it is.
    private static bool IsDefault(IList list)
    {
        try
        {
            return list.Count < 0;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
