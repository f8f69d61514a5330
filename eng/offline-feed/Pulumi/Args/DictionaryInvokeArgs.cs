using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Arguments that no class describes, by their wire names.</summary>
public sealed class DictionaryInvokeArgs : InvokeArgs
{
    private readonly ImmutableDictionary<string, object?> _dictionary;

    public DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary)
    {
        foreach (var value in dictionary.Values.OfType<object>())
            TargetTypes.Check(nameof(dictionary), ElementOf(value.GetType()));
        _dictionary = dictionary;
    }

    internal override ImmutableDictionary<string, object?> ToDictionary() => _dictionary;

    private static Type ElementOf(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return definition == typeof(Output<>) || definition == typeof(Input<>) ? type.GenericTypeArguments[0] : type;
    }
}
