using Platform.Billing.Drift;

namespace Platform.Billing.Console.Operators;

/// <summary>Two distributions as pairs of bars: places in a picture of fixed size, which scales.</summary>
internal sealed class DriftChart
{
    public const int Width = 480, Height = 150, Left = 44, Bottom = 8, Top = 10;

    private const long Whole = 1_000_000;
    private const double Gap = .2;

    private DriftChart(IReadOnlyList<Bar> bars, long top) => (Bars, Top100) = (bars, top);

    public IReadOnlyList<Bar> Bars { get; }

    /// <summary>The share at the top, in millionths.</summary>
    public long Top100 { get; }

    /// <returns>Null where there is nothing to draw.</returns>
    public static DriftChart? Of(DriftShape shape)
    {
        if (shape.Labels.Count == 0)
            return null;
        // To the next tenth, so that pictures can be compared
        var top = Math.Max(Whole / 10, (long)Math.Ceiling(shape.Reference.Concat(shape.Seen).Max() * 10d / Whole) * (Whole / 10));
        var step = (double)(Width - Left) / shape.Labels.Count;
        var bars = new List<Bar>();
        for (var part = 0; part < shape.Labels.Count; part++)
        {
            bars.Add(Make(part, 0, shape.Reference[part]));
            bars.Add(Make(part, 1, shape.Seen[part]));
        }

        return new DriftChart(bars, top);

        Bar Make(int part, int which, long share)
        {
            var (width, height) = (step * (1 - Gap) / 2, (double)(Height - Top - Bottom) * share / top);
            return new Bar(
                Left + (part * step) + (step * Gap / 2) + (which * width), Height - Bottom - height, width, height, which,
                shape.Labels[part], share);
        }
    }

    /// <param name="Which">0 for the reference, 1 for the day.</param>
    /// <param name="Share">In millionths.</param>
    internal sealed record Bar(double X, double Y, double Width, double Height, int Which, string Label, long Share);
}
