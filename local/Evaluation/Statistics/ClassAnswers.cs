namespace Platform.Evaluation.Statistics;

/// <summary>What a classifier said of rows.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Classes">How many there are.</param>
/// <param name="HasProbabilities">Whether it says how sure it is.</param>
internal sealed record ClassAnswers(int Rows, int Classes, bool HasProbabilities)
{
    /// <summary>Of each row, the position of the class; -1 for one that nobody knows.</summary>
    public int[] Labels { get; } = new int[Rows];

    /// <summary>Row by row; empty where there are none.</summary>
    public double[] Probabilities { get; } = HasProbabilities ? new double[Rows * Classes] : [];

    public ReadOnlySpan<double> Of(int row) => Probabilities.AsSpan(row * Classes, Classes);

    /// <summary>Of some rows, the likeliest class is the label.</summary>
    public void TakeGreatest(int start, int count)
    {
        for (var row = start; row < start + count; row++)
            Labels[row] = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(Of(row));
    }
}
