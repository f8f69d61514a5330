using Platform.Inference.Faults;
using Platform.Inference.Graphs;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Features;

/// <summary>
/// Finds what the outputs of a model are: model.json says it, else their operators, else their names; else they are numbers.
/// </summary>
internal sealed class PredictOutputsReader
{
    private readonly TensorSpec[] _outputs;
    private readonly ModelSettings _settings;
    private readonly GraphView? _graph;
    private readonly OutputMeanings? _operators;
    private readonly OutputMeaning[] _meanings;
    private readonly List<int> _given;

    /// <param name="signature">Of the model.</param>
    /// <param name="settings">Its model.json.</param>
    /// <param name="graph">Its graph; null where it could not be read.</param>
    /// <param name="rows">Rows of one run, where they are fixed; else 0.</param>
    public PredictOutputsReader(Signature signature, ModelSettings settings, GraphView? graph, int rows)
    {
        _outputs = signature.Outputs;
        _settings = settings;
        _graph = graph;
        _operators = graph is null ? null : new OutputMeanings(graph);
        _meanings = [.. _outputs.Select(output => _operators?.Of(output.Name) ?? OutputMeaning.Plain)];
        foreach (var name in settings.Outputs?.All ?? [])
            RequireRows(signature, name, rows);
        _given = settings.Outputs is { List: { } list }
            ? [.. list.Select(name => Array.IndexOf(signature.OutputNames, name))]
            : [.. Enumerable.Range(0, _outputs.Length).Where(index => CanHaveRows(_outputs[index], rows))];
    }

    /// <returns>Null where no output has rows.</returns>
    /// <exception cref="ModelLoadException">model.json says what cannot be.</exception>
    public PredictOutputs? Read()
    {
        if (_given.Count == 0)
            return null;
        var (label, probabilities) = _settings.Task is ModelTask.Regression or ModelTask.Tensors
            ? (-1, -1)
            : FindClass();
        var misled = label >= 0 && _meanings[label].Misleads;
        if (misled)
            _given.Remove(label);
        label = misled ? -1 : label;
        var scores = misled && probabilities < 0
            ? RequireScores()
            : label < 0 && probabilities < 0
            && (_settings.Task == ModelTask.Classification || (_settings.Task is null && _settings.Labels is not null)) ? FindScores() : -1;
        var outputs = new PredictOutputs(label, probabilities, scores, ValuesBeside(label, probabilities), new ClassNames([]));
        RequireOrder(label, Math.Max(probabilities, scores));
        if (outputs.HaveClass)
            return outputs with
            {
                Classes = new PredictClassesReader(_outputs, _meanings, _settings).Read(label, Math.Max(probabilities, scores)),
            };
        if (_settings.Labels is not null)
            throw new ModelLoadException(
                $"model.json gives labels, but {(_settings.Task is { } task
                ? $"its task is {task.ToString().ToLowerInvariant()}"
                : "no output is a class or has a number for each")}; leave \"labels\" out");
        if (_settings.Task == ModelTask.Classification)
            throw new ModelLoadException(
                "model.json sets the task to classification, but no output is a class or has a number for each; name them in \"outputs\"");
        return outputs;
    }

    /// <summary>What model.json names must be there, and have what a prediction is made of.</summary>
    private static void RequireRows(Signature signature, string name, int rows)
    {
        if (Array.Find(signature.Outputs, output => output.Name == name) is not { } named)
            throw new ModelLoadException(
                $"model.json names the output '{Quote.Short(name)}', which the model does not have; it has {Quote.Names(
                    signature.OutputNames)}");
        if (!CanHaveRows(named, rows))
            throw new ModelLoadException(
                $"model.json names the output '{Quote.Short(name)}', which has shape {Quote.Shape(named.Shape)}; expected one with a row "
                + "for each row of features, such as [-1] or [-1,2]");
    }

    private static bool CanHaveRows(TensorSpec output, int rows)
        => output.HasFreeRank || (output.Shape.Length > 0 && (output.Shape[0] is -1 or 1 || output.Shape[0] == rows));

    private static bool IsColumn(TensorSpec output) => output.HasFreeRank || output.Shape is [_] or [_, 1 or -1];

    private static bool IsTable(TensorSpec output)
        => output.Type is DataType.Fp16 or DataType.Fp32 or DataType.Fp64 && (output.HasFreeRank || output.Shape is [_, > 1 or -1]);

    private (int Label, int Probabilities) FindClass()
    {
        var probabilities = FindProbabilities();
        return (FindLabel(probabilities), probabilities);
    }

    /// <summary>
    /// What the graph says is a class, at best one of a list; else the only column that could be one. What is not made of all the inputs
    /// that the probabilities are made of, such as an id that is given back, is not their class.
    /// </summary>
    private int FindLabel(int probabilities)
    {
        if (_settings.Outputs is { List: null } roles)
            return roles.Label is { } name ? RequireLabel(name) : -1;
        var behind = Behind(probabilities);
        var candidates = _given.FindAll(
            index => IsColumn(_outputs[index]) && _outputs[index].Type is DataType.Int64 or DataType.Int32 or DataType.Bytes
            && IsMadeOfInputsOf(index, behind));
        var known = First(
            candidates.Where(index => _meanings[index].Role is OutputRole.Label or OutputRole.Index)
                .OrderByDescending(index => Certainty(_meanings[index]))
                .ThenByDescending(index => Behind(index).Intersect(behind).Count()));
        var unknown = candidates.FindAll(
            index => _outputs[index] is { HasFreeRank: false, Type: not DataType.Int32, Shape: [_] or [_, 1] });
        return known >= 0 ? known : unknown is [var only] ? only : -1;
    }

    private static int Certainty(OutputMeaning meaning) => meaning switch
    {
        { Classes.AreSelected: true } => 0,
        { Role: OutputRole.Index } => 1,
        _ => 2,
    };

    private bool IsMadeOfInputsOf(int output, HashSet<string> tensors)
        => tensors.Where(tensor => _graph!.IsInput(tensor)).All(Behind(output).Contains);

    /// <summary>Empty for no output, and where the graph is not known.</summary>
    private HashSet<string> Behind(int output) => output < 0 || _graph is null ? [] : _graph.TensorsBehind(_outputs[output].Name);

    private static int First(IEnumerable<int> indexes) => indexes.FirstOrDefault(-1);

    private int RequireLabel(string name)
    {
        var index = Array.FindIndex(_outputs, output => output.Name == name);
        var (type, shape) = (_outputs[index].Type, _outputs[index].Shape);
        return type is DataType.Int64 or DataType.Int32 or DataType.Bytes && IsColumn(_outputs[index])
            ? index
            : throw new ModelLoadException(
                $"model.json calls the output '{name}' the label, but it has {type.Name} elements and shape {Quote.Shape(shape)}; "
                + "expected INT64, INT32 or BYTES, one for each row");
    }

    private int FindProbabilities()
    {
        if (_settings.Outputs is { List: null } roles)
            return roles.Probabilities is { } name ? RequireProbabilities(name) : -1;
        var (best, most) = (-1, 0);
        foreach (var index in _given)
        {
            var says = !IsTable(_outputs[index])
                ? 0
                : (ProbabilityName.Is(_outputs[index].Name) ? 2 : 0) + (_meanings[index].Role == OutputRole.Probabilities ? 1 : 0);
            if (says > most)
                (best, most) = (index, says);
        }

        return best;
    }

    private int RequireProbabilities(string name)
    {
        var index = Array.FindIndex(_outputs, output => output.Name == name);
        return IsTable(_outputs[index]) ? index : throw new ModelLoadException(
            $"model.json calls the output '{name}' probabilities, but it has {_outputs[index].Type.Name} elements and shape {Quote.Shape(
                _outputs[index].Shape)}; expected floats, [-1,classes]");
    }

    private int FindScores()
    {
        var tables = _given.FindAll(index => IsTable(_outputs[index]));
        return tables.Count <= 1 ? First(tables) : throw new ModelLoadException(
            $"model.json asks for classes, and each of the outputs {Quote.Names(tables.Select(index => _outputs[index].Name))} has a "
            + "number for each; name one in \"outputs\"");
    }

    /// <summary>Else a class would stand beside the probability of another.</summary>
    private void RequireOrder(int label, int table)
    {
        if (label >= 0 && table >= 0 && _operators?.AreRearranged(_outputs[table].Name, _outputs[label].Name) == true)
            throw new ModelLoadException(
                $"the graph puts the columns of its output '{_outputs[table].Name}' together apart from its label "
                + $"'{_outputs[label].Name}', so that they need not be in the order of its classes; say {{\"probabilities\": "
                + $"\"{_outputs[table].Name}\"}} in \"outputs\" of model.json, for the most probable class, or "
                + $"{{\"label\": \"{_outputs[label].Name}\"}}, for the label alone");
    }

    /// <summary>What the label should have been made from.</summary>
    private int RequireScores() => FindScores() is >= 0 and var scores ? scores : throw new ModelLoadException(
        "its forest of two classes has weights for both, and ONNX Runtime then chooses the label by the second's alone; export the model "
        + "with its scores as an output, or with weights for one class");

    private int[] ValuesBeside(int label, int probabilities)
        => _settings.Outputs is { List: null } ? [] : [.. _given.Where(index => index != label && index != probabilities)];
}
