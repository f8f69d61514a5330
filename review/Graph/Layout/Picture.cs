namespace Platform.Review.Graph.Layout;

/// <summary>Where everything stands, in pixels.</summary>
internal sealed record Picture(int Width, int Height, IReadOnlyList<Frame> Frames, IReadOnlyList<Card> Cards, IReadOnlyList<Route> Routes);
