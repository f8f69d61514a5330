namespace Platform.Inference.Features;

/// <summary>How rows of features lie in a model's inputs.</summary>
/// <param name="Features">In the order of the inputs and of their columns.</param>
/// <param name="Widths">Columns of each input; 0 for one that takes no features, and is left out.</param>
/// <param name="FixedRows">Rows of one run, where the model has a fixed number of them; else 0.</param>
internal sealed record FeatureLayout(FeatureColumn[] Features, int[] Widths, int FixedRows);
