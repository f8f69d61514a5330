using System.Globalization;
using Platform.Inference.Features;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Evaluation.Rows;

/// <summary>Rows that both versions answer, and what is true of them.</summary>
internal sealed class EvaluationRows
{
    private EvaluationRows(CsvRows file, PredictPlan plan, Signature signature, string label, string? group)
    {
        Count = file.Count;
        Features = plan.Features;
        Cells = [
            .. plan.Features.Select(
                feature => new FeatureCells(feature.Name, signature.Inputs[feature.Input].Type, file[feature.Name], file.File)),
        ];
        Columns = [.. plan.Features.Select(feature => new CohortColumn(feature.Name, file[feature.Name]))];
        Classes = plan.Outputs.Classes.Names is { Length: > 0 } names ? names : [.. file[label].Distinct().Order(StringComparer.Ordinal)];
        Truth = ToPositions(file, label, Classes);
        Groups = group is null ? null : new CohortColumn(group, file[group]);
    }

    public int Count { get; }

    /// <summary>In the order of the model's inputs.</summary>
    public FeatureColumn[] Features { get; }

    /// <summary>Of each feature.</summary>
    public FeatureCells[] Cells { get; }

    /// <summary>Of each feature, for whoever looks where a model is wrong.</summary>
    public CohortColumn[] Columns { get; }

    /// <summary>In the order of the probabilities.</summary>
    public string[] Classes { get; }

    /// <summary>Of each row, the position of its class.</summary>
    public int[] Truth { get; }

    /// <summary>By whose values both are compared; null for none.</summary>
    public CohortColumn? Groups { get; }

    /// <exception cref="EvaluationException">The file lacks what the model takes, or has what nobody knows.</exception>
    public static EvaluationRows Read(CsvRows file, ModelVersion model, string? label, string? group)
    {
        var plan = model.Predict ?? throw new EvaluationException(
            "the model takes no rows of named features; name them in \"features\" of its model.json");
        if (!plan.Outputs.HaveClass)
            throw new EvaluationException(
                "the model's answers are no classes; what is compared here is classifiers, and models that write texts");
        return new EvaluationRows(file, plan, model.Signature, label ?? LabelOf(file, plan, group), group);
    }

    private static string LabelOf(CsvRows file, PredictPlan plan, string? group)
    {
        var others = file.Names.Where(name => name != group && !plan.Features.Any(feature => feature.Name == name)).ToList();
        return others.Contains("label") ? "label" : others is [var only] ? only : throw new EvaluationException(
            $"'{file.File}' has {(others.Count == 0 ? "no column" : $"the columns {string.Join(", ", others)}")} beside the features; "
            + "name the one of the truth by --label COLUMN");
    }

    private static int[] ToPositions(CsvRows file, string label, string[] classes)
    {
        var positions = classes.Select((name, at) => (name, at)).ToDictionary(pair => pair.name, pair => pair.at, StringComparer.Ordinal);
        var truth = new int[file.Count];
        for (var row = 0; row < truth.Length; row++)
            if (!positions.TryGetValue(file[label][row], out truth[row]))
                throw new EvaluationException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{file.File}' row {row + 1}: {label} is '{file[label][row]}'; the model knows {string.Join(", ", classes)}"));
        return truth;
    }
}
