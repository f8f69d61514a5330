using System.Globalization;

namespace Platform.Inference.Tests;

/// <summary>A row of the iris data, with the prediction and probabilities of scikit-learn's own forest.</summary>
internal sealed record IrisRow(string[] Features, string Prediction, double[] Probabilities)
{
    public static readonly string[] FeatureNames = ["sepal_length", "sepal_width", "petal_length", "petal_width"];

    public static IReadOnlyList<IrisRow> All { get; } =
    [
        .. from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "iris.csv")).Skip(1)
           let cells = line.Split(',')
           select new IrisRow(cells[..4], cells[4], [.. cells[5..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))]),
    ];

    /// <summary>The row as a body for /predict.</summary>
    public string Json => $"{{{string.Join(',', FeatureNames.Zip(Features, (name, value) => $"\"{name}\":{value}"))}}}";
}
