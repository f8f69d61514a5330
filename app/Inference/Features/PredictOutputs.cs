namespace Platform.Inference.Features;

/// <summary>What each output of a model is to a prediction. All are indexes of outputs; -1 is none.</summary>
/// <param name="Label">The predicted class.</param>
/// <param name="Probabilities">One probability per class.</param>
/// <param name="Scores">One number per class that is no probability, the greatest of which tells the class; only where there is neither of
/// the others.</param>
/// <param name="Values">All others that are given, by name.</param>
/// <param name="Classes">How classes are called.</param>
internal sealed record PredictOutputs(int Label, int Probabilities, int Scores, int[] Values, ClassNames Classes)
{
    /// <summary>Whether a prediction is a class.</summary>
    public bool HaveClass => Label >= 0 || Probabilities >= 0 || Scores >= 0;
}
