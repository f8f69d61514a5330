namespace Platform.Forests.Tests;

/// <summary>A node: with branches a comparison, without them a leaf.</summary>
internal sealed class TestTree
{
    public int Feature { get; private init; }

    public float Threshold { get; private init; }

    public TestTree? WhenTrue { get; private init; }

    public TestTree? WhenFalse { get; private init; }

    public (int Id, float Weight)[] Weights { get; private init; } = [];

    public static TestTree Leaf(params (int Id, float Weight)[] weights) => new() { Weights = weights };

    public static TestTree Branch(int feature, float threshold, TestTree whenTrue, TestTree whenFalse)
        => new() { Feature = feature, Threshold = threshold, WhenTrue = whenTrue, WhenFalse = whenFalse };

    public static TestTree Grow(Draws draws, int depth, Func<Draws, (int, float)[]> weights) => depth == 0 || draws.Next(6) == 0
        ? Leaf(weights(draws))
        : Branch(
            draws.Next(TestForest.Features), ThresholdAt(draws.Next(13) - 6), Grow(draws, depth - 1, weights),
            Grow(draws, depth - 1, weights));

    public IEnumerable<TestTree> All() => [this, .. WhenTrue?.All() ?? [], .. WhenFalse?.All() ?? []];

    private static float ThresholdAt(int at) => at switch { 0 => -0f, 1 => 0f, 6 => 0.1f, _ => at / 4f };
}
