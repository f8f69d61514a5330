using System.Collections;

namespace Pulumi;

/// <summary>A map of inputs by name. Supports collection initialisers; a key given twice must have the same value twice.</summary>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>, IInputCollection
{
    private Output<ImmutableDictionary<string, Input<TValue>>> _elements;

    public InputMap()
        : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty))
    {
    }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> elements)
        : base(Flatten(elements))
        => _elements = elements;

    IOutput IInputCollection.Elements => _elements;

    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    public void Add(string key, Input<TValue> value)
        => Become(_elements.Apply(map => map.SetItem(key, map.TryGetValue(key, out var existing) ? Same(key, existing, value) : value)));

    public void Add(InputMap<TValue> values) => AddRange(values);

    public void AddRange(InputMap<TValue> values)
        => Become(Output.Tuple(_elements, values._elements).Apply(both => both.Item1.AddRange(both.Item2)));

    /// <summary>Both maps; where both have a key, the second one's value.</summary>
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second)
        => new(Output.Tuple(first._elements, second._elements).Apply(both => both.Item1.SetItems(both.Item2)));

    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) => Output.Create(values);

    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) => Output.Create(values);

    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) => new(values.Apply(map => Inputs(map)));

    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) => new(values.Apply(map => Inputs(map)));

    // A null map, which the annotations forbid, stays null: the real package lets it through.
    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values)
        => new(values.Apply(map => map is null ? null! : Inputs(map)));

    IEnumerator IEnumerable.GetEnumerator()
        => throw new NotSupportedException(
            $"A {GetType().FullName} cannot be synchronously enumerated. Use {nameof(GetAsyncEnumerator)} instead.");

    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        var map = await Value.GetValueAsync(ImmutableDictionary<string, TValue>.Empty).ConfigureAwait(false);
        foreach (var pair in map)
            yield return pair;
    }

    private void Become(Output<ImmutableDictionary<string, Input<TValue>>> elements)
    {
        _elements = elements;
        Value = Flatten(elements);
    }

    private static Output<ImmutableDictionary<string, TValue>> Flatten(Output<ImmutableDictionary<string, Input<TValue>>> elements)
        => elements.Apply(map => map is null
            ? null
            : Output.All(map.Select(pair => pair.Value.Apply(value => KeyValuePair.Create(pair.Key, value))))
                .Apply(pairs => ImmutableDictionary.CreateRange(pairs)));

    private static Output<TValue> Same(string key, Input<TValue> existing, Input<TValue> value)
        => Output.Tuple(existing, value).Apply(both => EqualityComparer<TValue>.Default.Equals(both.Item1, both.Item2)
            ? both.Item1
            : throw new ArgumentException($"Key '{key}' already exists in the map with a different value."));

    private static ImmutableDictionary<string, Input<TValue>> Inputs(IEnumerable<KeyValuePair<string, TValue>> values)
        => values.ToImmutableDictionary(pair => pair.Key, pair => (Input<TValue>)pair.Value);
}
