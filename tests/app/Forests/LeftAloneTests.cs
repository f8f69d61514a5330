using Platform.Forests;

namespace Platform.Forests.Tests;

/// <summary>Each case differs from a forest that is merged in one thing.</summary>
public sealed class LeftAloneTests
{
    private static readonly Dictionary<string, Action<TestForest>> _changes = new()
    {
        ["averages"] = forest => forest.With("aggregate_function", "AVERAGE"),
        ["takes the least"] = forest => forest.With("aggregate_function", "MIN"),
        ["compares with >="] = forest => forest.WithMode("BRANCH_GTE"),
        ["compares with >"] = forest => forest.WithMode("BRANCH_GT"),
        ["compares with =="] = forest => forest.WithMode("BRANCH_EQ"),
        ["compares in two ways"] = forest => Change<string>(forest, "nodes_modes", modes => modes[0] = "BRANCH_LT"),
        ["sends missing values to the true branch"] = forest => forest.With("nodes_missing_value_tracks_true", (long[])[0, 1]),
        ["has doubles"] = forest => forest.With("nodes_values_as_tensor", 1L),
        ["has an attribute that is not known"] = forest => forest.With("nodes_colours", (long[])[1]),
        ["has an attribute twice"] = forest => forest.More = OnnxBytes.Attribute("n_targets", 1L),
        ["takes doubles"] = forest => forest.InputType = 11,
        ["is of another domain"] = forest => forest.Domain = "com.example",
        ["has no targets"] = forest => forest.With("n_targets", 0L),
        ["has more targets than there are bits"] = forest => forest.With("n_targets", 65L),
        ["lacks a value"] = forest => forest.With("nodes_values", ((float[])forest.Attributes["nodes_values"])[1..]),
        ["lacks a weight"] = forest => forest.With("target_weights", ((float[])forest.Attributes["target_weights"])[1..]),
        ["compares with NaN"] = forest => Change<float>(forest, "nodes_values", values => values[0] = float.NaN),
        ["has a negative feature"] = forest => Change<long>(forest, "nodes_featureids", features => features[0] = -1),
        ["adds infinity"] = forest => Change<float>(forest, "target_weights", weights => weights[0] = float.PositiveInfinity),
        ["adds to a target that is not there"] = forest => Change<long>(forest, "target_ids", ids => ids[0] = 1),
        ["adds twice in one leaf"] = forest => Change<long>(
            forest, "target_nodeids", ids => ids[0] = ids[1], "target_treeids", trees => trees[0] = trees[1]),
        ["adds in a node that is not there"] = forest => Change<long>(forest, "target_nodeids", ids => ids[0] = 1000),
        ["has a node twice"] = forest => Change<long>(forest, "nodes_nodeids", ids => ids[1] = ids[0]),
        ["has a node in a circle"] = forest => Change<long>(
            forest, "nodes_truenodeids", ids => ids[0] = ((long[])forest.Attributes["nodes_nodeids"])[0]),
        ["shares a node"] = forest => Change<long>(
            forest, "nodes_truenodeids", ids => ids[0] = ((long[])forest.Attributes["nodes_falsenodeids"])[0]),
        ["names a branch that is not there"] = forest => Change<long>(forest, "nodes_truenodeids", ids => ids[0] = 1000),
        ["has a tree in two parts"] = forest => Change<long>(
            forest, "nodes_treeids", trees => (trees[^1], trees[0]) = (trees[0], trees[^1])),
        ["has a negative tree"] = forest => Change<long>(forest, "nodes_treeids", Negate, "target_treeids", Negate),
    };

    public static TheoryData<string> Changes => [.. _changes.Keys];

    [Fact]
    public void Merge_OfTheForestThatTheCasesChange_IsDone() => Assert.NotNull(ForestMerger.Merge(Plain().Build(), MergeLimits.Default));

    [Theory]
    [MemberData(nameof(Changes))]
    public void Merge_OfAForestThat_LeavesItAlone(string change)
    {
        var forest = Plain();
        _changes[change](forest);

        Assert.Null(ForestMerger.Merge(forest.Build(), MergeLimits.Default));
    }

    [Fact]
    public void Merge_OfOneTree_LeavesItAlone() => AssertLeftAlone(TestForest.Regressor(1, 1, ForestMergerTests.Fractions(1), trees: 1));

    [Fact]
    public void Merge_OfLeavesWithoutTheOnlyTarget_LeavesThemAlone()
        => AssertLeftAlone(TestForest.Regressor(1, 1, draws => draws.Next(3) == 0 ? [] : [(0, 1f)]));

    [Fact]
    public void Merge_OfAForestBehindAnotherNode_LeavesItAlone()
    {
        var before = OnnxBytes.Node("", "Identity", "x", ["y"]);

        Assert.Null(ForestMerger.Merge(Plain().Build("y", before), MergeLimits.Default));
    }

    [Theory]
    [InlineData(3f, -1f)]
    [InlineData(3f, 0f)]
    public void Merge_ThatWouldChangeWhetherAnyWeightIsNegative_IsDoneOnlyIfNot(float positive, float other)
    {
        TestTree[] trees = [
            Split(0, [(1, positive)], [(1, positive)]), Split(1, [(1, other)], [(1, 2f)]), Split(0, [(1, positive)], [(1, 1f)]),
        ];
        var forest = new TestForest("TreeEnsembleClassifier", trees).With("classlabels_int64s", (long[])[0, 1]);

        Assert.Equal(other < 0, ForestMerger.Merge(forest.Build(), MergeLimits.Default) is null);
    }

    [Fact]
    public void Merge_ThatWouldChangeWhichClassesHaveWeights_LeavesThemAlone()
    {
        // No row is at once less and greater than 0.
        var never = TestTree.Branch(0, 0, TestTree.Branch(0, 1, TestTree.Leaf((1, 1f)), TestTree.Leaf((0, 1f))), TestTree.Leaf((1, 3f)));
        AssertLeftAlone(
            new TestForest("TreeEnsembleClassifier", [never, Split(0, [(1, 1f)], [(1, 2f)])]).With("classlabels_int64s", (long[])[0, 1]));
    }

    [Fact]
    public void Merge_ThatWouldNotCompareTheLastFeature_LeavesThemAlone()
        => AssertLeftAlone(new TestForest("TreeEnsembleRegressor", [Split(0, [(0, 1f)], [(0, 2f)]), Split(1, [(0, 3f)], [(0, 3f)])]).With(
            "n_targets", 1L));

    [Fact]
    public void Merge_ThatWouldCompareMore_LeavesThemAlone()
    {
        // Whether the first feature is at most 0 is asked first, as two trees ask it; where it is, the third goes into its depths.
        var leaf = 0;
        TestTree Deep(int feature)
            => feature == 9 ? TestTree.Leaf((0, ++leaf)) : TestTree.Branch(feature, 0, Deep(feature + 1), Deep(feature + 1));
        TestTree[] trees = [
            Split(0, [(0, 0f)], [(0, 0.1f)]), Split(0, [(0, 0f)], [(0, 0.2f)]), TestTree.Branch(0, 1, Deep(1), TestTree.Leaf((0, -1f))),
        ];
        AssertLeftAlone(new TestForest("TreeEnsembleRegressor", trees).With("n_targets", 1L));
    }

    [Fact]
    public void Merge_OfTreesThatAreTooDeep_LeavesThemAlone()
    {
        var deep = TestTree.Leaf((0, 1f));
        for (var i = 0; i <= Forest.MaxDepth; i++)
            deep = TestTree.Branch(0, i, TestTree.Leaf((0, i)), deep);
        AssertLeftAlone(new TestForest("TreeEnsembleRegressor", [deep, Split(0, [(0, 1f)], [(0, 2f)])]).With("n_targets", 1L));
    }

    [Fact]
    public void Merge_BeyondALimit_LeavesTheForestAlone()
    {
        var model = Plain().Build();
        var leaves = ForestMerger.Merge(model, MergeLimits.Default)!.Leaves;

        Assert.NotNull(ForestMerger.Merge(model, new MergeLimits(Leaves: leaves, Nodes: 10)));
        Assert.Null(ForestMerger.Merge(model, new MergeLimits(Leaves: leaves - 1)));
        Assert.Null(ForestMerger.Merge(model, new MergeLimits(Nodes: 9)));
        Assert.Null(ForestMerger.Merge(model, new MergeLimits(Visits: 20)));
    }

    [Fact]
    public void Limits_ByDefault_AreAsDocumented()
        => Assert.Equal((65_536, 65_536, 8_000_000), (MergeLimits.Default.Leaves, MergeLimits.Default.Nodes, MergeLimits.Default.Visits));

    [Theory]
    [InlineData("TreeEnsemble, but no protobuf")]
    [InlineData("")]
    public void Merge_OfWhatIsNoModel_LeavesItToTheRuntime(string content)
        => Assert.Null(ForestMerger.Merge(System.Text.Encoding.UTF8.GetBytes(content), MergeLimits.Default));

    private static TestForest Plain() => new("TreeEnsembleRegressor",
    [
        TestTree.Branch(0, 0, TestTree.Branch(1, 0, TestTree.Leaf((0, 1f)), TestTree.Leaf((0, 2f))), TestTree.Leaf((0, 3f))),
        TestTree.Branch(1, 1, TestTree.Leaf((0, 4f)), TestTree.Branch(2, 0, TestTree.Leaf((0, 5f)), TestTree.Leaf((0, 6f)))),
    ])
    { Attributes = { ["n_targets"] = 1L } };

    private static TestTree Split(int feature, (int, float)[] whenTrue, (int, float)[] whenFalse)
        => TestTree.Branch(feature, 0, TestTree.Leaf(whenTrue), TestTree.Leaf(whenFalse));

    private static void AssertLeftAlone(TestForest forest) => Assert.Null(ForestMerger.Merge(forest.Build(), MergeLimits.Default));

    private static void Negate(long[] trees)
    {
        for (var i = 0; i < trees.Length; i++)
            trees[i] = -trees[i];
    }

    private static void Change<T>(
        TestForest forest, string attribute, Action<T[]> change, string? other = null, Action<T[]>? otherChange = null)
    {
        change((T[])forest.Attributes[attribute]);
        if (other is not null)
            otherChange!((T[])forest.Attributes[other]);
    }
}
