using System.Collections;
using System.Reflection;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Review.Secrets;

/// <summary>
/// Finds the secrets in a resource's arguments. Mocks get them unwrapped, so this walks the arguments themselves, by the SDK's public
/// API alone: [Input] members, and what <see cref="Output.IsSecretAsync{T}"/> says of each input and output on the way.
/// </summary>
internal static class SecretFinder
{
    private static readonly MethodInfo _ofOutput
        = typeof(SecretFinder).GetMethod(nameof(FindInOutputAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <returns>The mask of the secrets in a value, or null if it has none.</returns>
    public static async Task<SecretMask?> FindAsync(object? value) => value switch
    {
        null or string => null,
        InputArgs args => await FindInMembersAsync(InputMember.Of(args.GetType()).Select(member => (member.Name, member.Read(args)))),
        IDictionary map => await FindInMembersAsync(Pairs(map)),
        _ when OutputType(value.GetType()) is { } type
            => await (Task<SecretMask?>)_ofOutput.MakeGenericMethod(type).Invoke(null, [value])!,
        IEnumerable elements when value.GetType().IsGenericType
            => await FindInMembersAsync(Elements(elements).Select((element, index) => ($"{index}", element))),
        _ when Is(value.GetType(), typeof(Union<,>))
            => await FindAsync(value.GetType().GetProperty(nameof(Union<int, int>.Value))!.GetValue(value)),
        _ => null,
    };

    private static async Task<SecretMask?> FindInOutputAsync<T>(object value)
    {
        var output = value as Output<T> ?? ((Input<T>)value).ToOutput();
        if (!await Output.IsSecretAsync(output))
            return await FindAsync(await OutputUtilities.GetValueAsync(output));
        return Is(value.GetType(), typeof(InputMap<>)) ? SecretMask.Values : SecretMask.Whole;
    }

    private static async Task<SecretMask?> FindInMembersAsync(IEnumerable<(string Name, object? Value)> members)
    {
        var masks = new List<(string, SecretMask?)>();
        foreach (var (name, value) in members)
            masks.Add((name, await FindAsync(value)));
        return SecretMask.OfMembers(masks);
    }

    private static IEnumerable<(string Name, object? Value)> Pairs(IDictionary map)
        => map.Keys.Cast<object>().Select(key => (key.ToString()!, map[key]));

    // An array that was never made has no elements, and cannot be asked for them.
    private static IEnumerable<object?> Elements(IEnumerable elements)
        => elements.GetType().GetProperty("IsDefault")?.GetValue(elements) is true ? [] : elements.Cast<object?>();

    /// <summary>The type of the value inside an output or input, or null for anything else.</summary>
    private static Type? OutputType(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Is(type, typeof(Output<>)) || Is(type, typeof(Input<>)))
                return type.GenericTypeArguments[0];
        }

        return null;
    }

    private static bool Is(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
