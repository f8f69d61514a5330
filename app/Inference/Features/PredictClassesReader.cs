using Platform.Inference.Faults;
using Platform.Inference.Graphs;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Features;

/// <summary>
/// Brings together what a model's label and its probabilities or scores say of its classes, and what <c>model.json</c> calls them, so that
/// a prediction is always one of the keys of the probabilities.
/// </summary>
/// <param name="outputs">Of the model.</param>
/// <param name="meanings">What its graph says of each.</param>
/// <param name="settings">Its model.json.</param>
internal sealed class PredictClassesReader(TensorSpec[] outputs, OutputMeaning[] meanings, ModelSettings settings)
{
    /// <param name="label">Index of the output with the class, or -1.</param>
    /// <param name="scores">Index of the output with a number for each class, or -1.</param>
    /// <exception cref="ModelLoadException">They cannot be brought together.</exception>
    public ClassNames Read(int label, int scores)
    {
        var ofScores = scores >= 0 && meanings[scores].Role is OutputRole.Scores or OutputRole.Probabilities
            ? meanings[scores].Classes
            : null;
        var ofLabel = label >= 0 ? ClassesOf(label, scores) : null;
        if (ofLabel is { HasNoOrder: true } && scores >= 0 && ofScores is null)
            ofLabel = InOrder(ofLabel, label, scores);
        if (label >= 0 && ofLabel is null)
        {
            RequireMeaning(label, scores, ofScores);
            // What is left is a position, whatever the scores call their classes
            ofScores = ofScores is null ? null : ofScores with { Numbers = null };
        }

        var names = ClassNames.Join(ofLabel, ofScores, settings.Labels);
        RequireColumns(scores, names.Names);
        return names;
    }

    /// <summary>What the graph says of a label; null for a number that is a position, and for what it does not explain.</summary>
    private ClassList? ClassesOf(int label, int scores) => meanings[label] switch
    {
        { Role: OutputRole.Label, Classes: var classes } => classes,
        { Role: OutputRole.Index } when outputs[label].Type == DataType.Bytes && CountOf(scores) is > 0 and var count =>
            ClassList.Positions((int)count),
        _ => null,
    };

    /// <summary>How many classes there are; -1 where nobody says it.</summary>
    private long CountOf(int scores)
        => settings.Labels?.Length ?? (scores >= 0 && outputs[scores].Shape is [_, var columns] ? columns : -1);

    private ClassList InOrder(ClassList classes, int label, int scores)
        => (settings.Labels is { } labels ? classes.InOrderOf(labels) : null) ?? throw new ModelLoadException(
            $"its output '{outputs[label].Name}' is one of the classes {ClassNames.Show(classes.Names)}, but the graph does not say which "
            + $"column of '{outputs[scores].Name}' is whose; give these classes in \"labels\" of model.json, in the order of the columns, "
            + $"or say {{\"probabilities\": \"{outputs[scores].Name}\"}} in \"outputs\", for the most probable class");

    /// <summary>What only looks like a class, or like the position of one, would be called by another's name without a word.</summary>
    private void RequireMeaning(int label, int scores, ClassList? ofScores)
    {
        if (scores < 0 && settings.Labels is null)
            return;
        var isDeclared = settings.Outputs?.Label is not null;
        var isKnown = outputs[label].Type == DataType.Bytes
            ? isDeclared && scores >= 0 && (ofScores is not null || settings.Labels is not null)
            : isDeclared || meanings[label].Role == OutputRole.Index;
        if (!isKnown)
            throw scores < 0 ? WithoutMeaning(label, settings.Labels!) : WithoutColumns(label, scores);
    }

    private ModelLoadException WithoutMeaning(int label, string[] labels)
    {
        var (name, classes) = (outputs[label].Name, ClassNames.Show(labels));
        return new ModelLoadException(outputs[label].Type == DataType.Bytes
            ? $"the graph does not say which text of its output '{name}' stands for which of the classes {classes}, and texts without that "
            + "are given as they are; leave \"labels\" out"
            : $"the graph does not say which number of its output '{name}' stands for which of the classes {classes}; where 0 is the "
            + $"first, 1 the second and so on, say {{\"label\": \"{name}\"}} in \"outputs\" of model.json, with \"probabilities\" where it "
            + "has them, else leave \"labels\" out");
    }

    private ModelLoadException WithoutColumns(int label, int scores)
    {
        var (name, table) = (outputs[label].Name, outputs[scores].Name);
        var isText = outputs[label].Type == DataType.Bytes;
        return new ModelLoadException(
            $"the graph does not say which {(isText ? "text" : "number")} of its output '{name}' stands for which column of '{table}'; "
            + (isText
                ? "where the texts are the classes, give them in \"labels\" of model.json, in the order of the columns, and "
                : "where 0 is the first, 1 the second and so on, ")
            + $"say {{\"label\": \"{name}\", \"probabilities\": \"{table}\"}} in \"outputs\" of model.json; else say "
            + $"{{\"probabilities\": \"{table}\"}}, for the most probable class, or set \"task\" to \"tensors\", for outputs as they are");
    }

    private void RequireColumns(int scores, string[] names)
    {
        if (scores >= 0 && outputs[scores].Shape is [_, > 0 and var columns] && names.Length > 0 && names.Length != columns)
            throw new ModelLoadException(settings.Labels is null
                ? $"its classes are {Quote.Names(names)}, but output '{outputs[scores].Name}' has {columns} columns; say in \"outputs\" of "
                + "model.json which output is the label and which has its probabilities, or name one of them"
                : $"model.json names {names.Length} labels, but output '{outputs[scores].Name}' has {columns} classes");
    }
}
