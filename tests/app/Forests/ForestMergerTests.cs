using Platform.Forests;

namespace Platform.Forests.Tests;

public sealed class ForestMergerTests
{
    internal static readonly string Iris = Path.Combine(AppContext.BaseDirectory, "models", "iris", "1", "model.onnx");

    [Fact]
    public void Merge_OfTheBundledForest_AnswersTheSame()
    {
        var model = File.ReadAllBytes(Iris);

        var merged = ForestMerger.Merge(model, MergeLimits.Default)!;

        Assert.Equal(100, merged.Trees);
        Assert.InRange(merged.Leaves, 100, 65_536);
        Runtime.AssertSame(
            model, merged.Content,
            Enumerable.Range(1, 78).Select(at => at / 10f).Concat(Enumerable.Range(1, 78).Select(at => (at / 10f) + 0.05f)), features: 4,
            count: 50_000);
    }

    [Theory]
    [InlineData("BRANCH_LEQ", "NONE", 1)]
    [InlineData("BRANCH_LT", "NONE", 2)]
    [InlineData("BRANCH_LEQ", "SOFTMAX", 3)]
    [InlineData("BRANCH_LT", "LOGISTIC", 4)]
    [InlineData("BRANCH_LEQ", "SOFTMAX_ZERO", 5)]
    public void Merge_OfThreeClasses_AnswersTheSame(string mode, string transform, int seed)
        => AssertSame(TestForest.Classifier(seed, 3, Fractions(3)).WithMode(mode).With("post_transform", transform));

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Merge_OfLeavesThatLackClasses_AnswersTheSame(int seed) => AssertSame(TestForest.Classifier(
        seed, 3, draws => [.. Fractions(3)(draws).Where(_ => draws.Next(2) == 0)]));

    [Theory]
    [InlineData("NONE", 0f, 21)]
    [InlineData("LOGISTIC", 0f, 22)]
    [InlineData("NONE", -0.3f, 23)]
    [InlineData("LOGISTIC", -0.3f, 24)]
    public void Merge_OfTwoClassesOfWhichOneHasWeights_AnswersTheSame(string transform, float least, int seed)
        => AssertSame(TestForest.Classifier(
            seed, 2, draws => [(1, least + (draws.NextSingle() / 4))]).With("post_transform", transform));

    [Fact]
    public void Merge_OfTwoClasses_AnswersTheSame() => AssertSame(TestForest.Classifier(31, 2, Fractions(2)));

    [Fact]
    public void Merge_OfOneClass_AnswersTheSame() => AssertSame(TestForest.Classifier(32, 1, Fractions(1)));

    [Fact]
    public void Merge_OfNamedClasses_AnswersTheSame()
    {
        var forest = TestForest.Classifier(33, 3, Fractions(3)).With("classlabels_strings", (string[])["a", "b", "c"]);
        forest.Attributes.Remove("classlabels_int64s");
        AssertSame(forest);
    }

    [Fact]
    public void Merge_OfManyClassesWithBaseValues_AnswersTheSame() => AssertSame(TestForest.Classifier(34, 11, Fractions(11))
        .With("base_values", Enumerable.Range(0, 11).Select(id => id / 7f).ToArray()));

    [Theory]
    [InlineData(1, "BRANCH_LEQ", 41)]
    [InlineData(1, "BRANCH_LT", 42)]
    [InlineData(2, "BRANCH_LEQ", 43)]
    [InlineData(2, "BRANCH_LT", 44)]
    public void Merge_OfARegression_AnswersTheSame(int targets, string mode, int seed) => AssertSame(TestForest.Regressor(
        seed, targets, draws => [.. Fractions(targets)(draws).Select(weight => (weight.Id, weight.Weight - 0.5f))])
        .WithMode(mode).With("base_values", Enumerable.Range(0, targets).Select(id => 0.1f + id).ToArray())
        .With("aggregate_function", "SUM"));

    [Fact]
    public void Merge_OfTreesThatAreLeaves_AnswersTheSame()
    {
        var forest = new TestForest(
            "TreeEnsembleRegressor", [TestTree.Leaf((0, 0.1f)), TestTree.Leaf((0, 0.2f)), TestTree.Leaf((0, 0.4f))]).With("n_targets", 1L);

        Assert.Equal(1, AssertSame(forest).Leaves);
    }

    [Fact]
    public void Merge_OfEqualBranches_CollapsesThem()
    {
        TestTree Split(int feature, float whenTrue, float whenFalse)
            => TestTree.Branch(feature, 0, TestTree.Leaf((0, whenTrue)), TestTree.Leaf((0, whenFalse)));
        var forest = new TestForest("TreeEnsembleRegressor", [Split(0, 1, 2), Split(0, 2, 1), Split(1, 5, 6)]).With("n_targets", 1L);

        Assert.Equal(2, AssertSame(forest).Leaves);
    }

    [Fact]
    public void Merge_OfWhatIsUnusedByATree_IsForgotten() => AssertSame(TestForest.Regressor(45, 1, Fractions(1))
        .With("nodes_hitrates", Enumerable.Repeat(1f, 3).ToArray()).With("nodes_missing_value_tracks_true", (long[])[0, 0]));

    [Fact]
    public void Merge_OfAModelWithMore_KeepsIt()
    {
        var forest = TestForest.Regressor(51, 1, Fractions(1));
        forest.More = OnnxBytes.Text(6, "Documentation of the node.");
        byte[] model = [
            .. forest.Build(), .. OnnxBytes.Text(2, "a producer"),
            .. OnnxBytes.Message(14, OnnxBytes.Text(1, "key"), OnnxBytes.Text(2, "a value")), .. OnnxBytes.Text(999, "from the future"),
        ];

        var merged = ForestMerger.Merge(model, MergeLimits.Default)!.Content;

        foreach (var text in (string[])["Documentation of the node.", "a producer", "a value", "from the future", "scores", "forest"])
            Assert.True(merged.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0, text);
    }

    [Fact]
    public void Merge_OfTheSame_IsTheSame()
    {
        var model = TestForest.Classifier(52, 3, Fractions(3)).Build();

        Assert.Equal(ForestMerger.Merge(model, MergeLimits.Default)!.Content, ForestMerger.Merge(model, MergeLimits.Default)!.Content);
    }

    internal static Func<Draws, (int Id, float Weight)[]> Fractions(int classes)
        => draws => [.. Enumerable.Range(0, classes).Select(id => (id, draws.NextSingle() / 3))];

    private static MergedModel AssertSame(TestForest forest)
    {
        var model = forest.Build();
        var merged = ForestMerger.Merge(model, MergeLimits.Default);
        Assert.NotNull(merged);
        Assert.Null(ForestMerger.Merge(merged.Content, MergeLimits.Default));
        Runtime.AssertSame(model, merged.Content, ((float[])forest.Attributes["nodes_values"]).Distinct(), TestForest.Features);
        return merged;
    }
}
