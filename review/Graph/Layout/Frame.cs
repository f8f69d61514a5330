namespace Platform.Review.Graph.Layout;

/// <summary>A line around cards, with a label at its top.</summary>
/// <param name="Class">What it is around: <c>network</c>, <c>subnet</c>, <c>component</c>.</param>
internal sealed record Frame(string Class, string Label, int X, int Y, int Width, int Height);
