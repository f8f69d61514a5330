using Platform.Inference.Faults;
using Platform.Inference.Graphs;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Features;

/// <summary>Finds which features a model takes: a column of an input each, named by model.json or by the input.</summary>
internal sealed class FeatureLayouts(Signature signature, ModelSettings settings, GraphView? graph, List<Finding> findings)
{
    private readonly TensorSpec[] _inputs = signature.Inputs;
    private readonly int[] _widths = new int[signature.Inputs.Length];

    /// <returns>Null for a model whose inputs are no rows of features, or have columns that nobody named.</returns>
    /// <exception cref="ModelLoadException">model.json names others than the model has.</exception>
    public FeatureLayout? TryCreate()
    {
        RequireInputs();
        for (var i = 0; i < _inputs.Length; i++)
        {
            _widths[i] = WidthOf(_inputs[i]);
            if (_widths[i] == 0 && !_inputs[i].IsOptional)
                return settings.Features is null ? null : throw new ModelLoadException(
                    $"model.json names features, but input '{_inputs[i].Name}' has shape {ShapeOf(_inputs[i])}; expected rows of them, "
                    + "[-1,columns]");
        }

        var rows = _inputs.Where((input, index) => _widths[index] > 0 && !input.HasFreeRank).Select(input => input.Shape[0]).Distinct()
            .ToList();
        if (rows.Count > 1)
            return settings.Features is null ? null : throw new ModelLoadException(
                $"model.json names features, but the first dimensions of the inputs are {string.Join(" and ", rows)}; expected the same "
                + "of each");
        if (NamesOf() is not { } names || names.Length == 0)
            return null;
        return new FeatureLayout([.. Columns(names).Select(Complete)], _widths, rows is [> 0 and var fix] ? (int)fix : 0);
    }

    private void RequireInputs()
    {
        foreach (var name in settings.Features?.ByInput?.Keys.AsEnumerable() ?? [])
            if (!signature.InputNames.Contains(name))
                throw new ModelLoadException(
                    $"model.json names features of the input '{Quote.Short(name)}', which the model does not have; it has {Quote.Names(
                        signature.InputNames)}");
    }

    /// <summary>Columns of an input; 0 where it is no rows of columns. A free number of them is as many as are named.</summary>
    private int WidthOf(TensorSpec input) => input switch
    {
        { IsOptional: true, Shape: not ([-1] or [-1, > 0]) } => 0,
        { HasFreeRank: false, Shape: [-1] or [1] } => 1,
        { HasFreeRank: false, Shape: [-1 or > 0, > 0 and <= int.MaxValue and var columns] } => (int)columns,
        { HasFreeRank: true } or { Shape: [-1 or > 0, -1] } => NamedFor(input)?.Length ?? 0,
        _ => 0,
    };

    private string[]? NamedFor(TensorSpec input)
        => settings.Features?.ByInput is { } groups
        ? groups.GetValueOrDefault(input.Name)
        : signature.RequiredInputs == 1 ? settings.Features?.List : null;

    private string[]? NamesOf()
    {
        if (settings.Features is { ByInput: { } groups })
            return Distinct(CheckPlaces(
                [.. _inputs.SelectMany((input, index) => NamesOf(input, _widths[index], groups))], "each input has features of its own"));
        if (settings.Features is { List: { } list })
            return Distinct(Check(list));
        for (var i = 0; i < _inputs.Length; i++)
            if (_widths[i] > 1)
                return Unnamed(_inputs[i], _widths[i]);
        return signature.RequiredInputs > 1
            || (signature.RequiredInputs == 1 && _inputs.Length > 1 && _widths.Count(width => width > 0) > 1)
            ? [.. _inputs.Where((_, index) => _widths[index] > 0).Select(input => input.Name)]
            : null;
    }

    private static string[] NamesOf(TensorSpec input, int width, Dictionary<string, string[]> groups)
    {
        if (width == 0)
            return [];
        if (!groups.TryGetValue(input.Name, out var names) && width == 1)
            return [input.Name];
        return names?.Length == width ? names : throw WrongCount(input, names?.Length ?? 0, width);
    }

    private string[] Check(string[] list)
    {
        var required = Enumerable.Range(0, signature.RequiredInputs).Sum(index => _widths[index]);
        if (list.Length != required && list.Length != _widths.Sum())
            throw signature.RequiredInputs == 1 ? WrongCount(_inputs[0], list.Length, required) : new ModelLoadException(
                $"model.json names {list.Length} features, but the inputs {Quote.Names(signature.InputNames)} have "
                + $"{_widths.Sum()} columns");
        if (list.Length < _widths.Sum())
            list = [
                .. list,
                .. _inputs.Skip(signature.RequiredInputs).Where((_, index) => _widths[signature.RequiredInputs + index] == 1)
                .Select(input => input.Name),
            ];
        return CheckPlaces(list, $"features are named in the order of the inputs, {Quote.Names(signature.InputNames)}");
    }

    /// <summary>Names of inputs that stand for other inputs would take each value to a wrong place without a word.</summary>
    private string[] CheckPlaces(string[] list, string rule)
    {
        var position = 0;
        for (var i = 0; i < _inputs.Length; position += _widths[i++])
            if (_widths[i] == 1 && position < list.Length && list[position] != _inputs[i].Name && _inputs.Length > 1
                && signature.InputNames.Contains(list[position]))
                throw new ModelLoadException(
                    $"model.json gives input '{_inputs[i].Name}' the name '{list[position]}', which is another input's own; {rule}: "
                    + "leave \"features\" out, or choose other names");
        return list;
    }

    private static string[] Distinct(string[] names) => names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice
        ? throw new ModelLoadException($"two features are called '{Quote.Short(twice.Key)}'; expected different names")
        : names;

    private static ModelLoadException WrongCount(TensorSpec input, int names, int columns)
        => new($"model.json names {names} features, but input '{input.Name}' has {columns} columns");

    private string[]? Unnamed(TensorSpec input, int columns)
    {
        findings.Add(new Finding(
            $"input '{input.Name}' has {columns} columns without names, so /predict and /score do not take it",
            $"name them in \"features\" of model.json, {columns} for '{input.Name}'"));
        return null;
    }

    private IEnumerable<FeatureColumn> Columns(string[] names)
    {
        var next = 0;
        for (var input = 0; input < _inputs.Length; input++)
            for (var column = 0; column < _widths[input] && next < names.Length; column++)
                yield return new FeatureColumn(names[next++], input, column);
    }

    private FeatureColumn Complete(FeatureColumn feature)
    {
        var input = _inputs[feature.Input];
        var value = input.IsOptional
            ? DefaultValue.Of(graph?.ConstantOf(input.Name), input.Type, feature.Column, _widths[feature.Input])
            : null;
        var isOptional = value is not null || settings.Optional?.Contains(feature.Name) == true;
        if (isOptional && value is null && !input.Type.IsFloat && input.Type != DataType.Bytes)
            throw new ModelLoadException(
                $"model.json makes the feature '{feature.Name}' optional, but {input.Type.Name} has no value for what is missing; "
                + "expected a feature of floats or texts");
        return feature with { IsOptional = isOptional, Default = value };
    }

    private static string ShapeOf(TensorSpec input) => input.HasFreeRank ? "of any rank" : Quote.Shape(input.Shape);
}
