using Platform.Inference.Graphs;

namespace Platform.Inference.Tests.Graphs;

public sealed class SteadyGraphsTests
{
    [Theory]
    [InlineData(true, "TreeEnsembleClassifier", "Div")]
    [InlineData(true, "OneHotEncoder", "Reshape", "LinearClassifier")]
    [InlineData(false, "Gemm", "Loop")]
    [InlineData(false, "Tile")]
    [InlineData(false, "ConstantOfShape", "Add")]
    [InlineData(false)]
    public void IsSteady_OfOperators_HoldsOnlyWhereValuesDoNotSayHowMuchIsDone(bool expected, params string[] operators)
        => Assert.Equal(expected, SteadyGraphs.IsSteady(new GraphContent(operators.ToHashSet(), new HashSet<string>())));
}
