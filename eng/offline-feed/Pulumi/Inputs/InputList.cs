using System.Collections;

namespace Pulumi;

/// <summary>A list of inputs. Supports collection initialisers; elements can be added as long as nobody has read it.</summary>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>, IInputCollection
{
    private Output<ImmutableArray<Input<T>>> _elements;

    public InputList()
        : this(Output.Create(ImmutableArray<Input<T>>.Empty))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> elements)
        : base(Flatten(elements))
        => _elements = elements;

    IOutput IInputCollection.Elements => _elements;

    public void Add(params Input<T>[] inputs) => AddRange(inputs);

    public void Add(InputList<T> inputs) => AddRange(inputs);

    public void AddRange(InputList<T> inputs)
    {
        _elements = Joined(inputs);
        Value = Flatten(_elements);
    }

    public InputList<T> Concat(InputList<T> other) => new(Joined(other));

    internal InputList<T> Clone() => new(_elements);

    public static implicit operator InputList<T>(T value) => Of([value]);

    public static implicit operator InputList<T>(Output<T> value) => Of([value]);

    public static implicit operator InputList<T>(Input<T> value) => Of([value]);

    public static implicit operator InputList<T>(T[] values) => Of(values.Select(AsInput));

    public static implicit operator InputList<T>(Output<T>[] values) => Of(values.Select(AsInput));

    public static implicit operator InputList<T>(Input<T>[] values) => Of(values);

    public static implicit operator InputList<T>(List<T> values) => Of(values.Select(AsInput));

    public static implicit operator InputList<T>(List<Output<T>> values) => Of(values.Select(AsInput));

    public static implicit operator InputList<T>(List<Input<T>> values) => Of(values);

    public static implicit operator InputList<T>(ImmutableArray<T> values) => values.IsDefault ? Default() : Of(values.Select(AsInput));

    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values)
        => values.IsDefault ? Default() : Of(values.Select(AsInput));

    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => new(Output.Create(values));

    public static implicit operator InputList<T>(Output<T[]> values) => new(values.Apply(all => Inputs(all)));

    public static implicit operator InputList<T>(Output<List<T>> values) => new(values.Apply(all => Inputs(all)));

    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => new(values.Apply(all => Inputs(all)));

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values)
        => new(values.Apply(all => all.IsDefault ? default : Inputs(all)));

    IEnumerator IEnumerable.GetEnumerator()
        => throw new NotSupportedException(
            $"A {GetType().FullName} cannot be synchronously enumerated. Use {nameof(GetAsyncEnumerator)} instead.");

    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var value in await Value.GetValueAsync(whenUnknown: []).ConfigureAwait(false))
            yield return value;
    }

    private Output<ImmutableArray<Input<T>>> Joined(InputList<T> other)
        => Output.Tuple(_elements, other._elements).Apply(both => both.Item1.AddRange(both.Item2));

    private static Output<ImmutableArray<T>> Flatten(Output<ImmutableArray<Input<T>>> elements)
        => elements.Apply(inputs => inputs.IsDefault ? Output.Create<ImmutableArray<T>>(default(ImmutableArray<T>)) : Output.All(inputs));

    private static InputList<T> Default() => new(Output.Create<ImmutableArray<Input<T>>>(default(ImmutableArray<Input<T>>)));

    private static InputList<T> Of(IEnumerable<Input<T>> inputs) => new(Output.Create(inputs.ToImmutableArray()));

    private static ImmutableArray<Input<T>> Inputs(IEnumerable<T> values) => [.. values.Select(AsInput)];

    private static Input<T> AsInput(T value) => value;

    private static Input<T> AsInput(Output<T> value) => value;
}
