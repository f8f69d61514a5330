namespace Platform.Review.Graph.Layout;

/// <summary>
/// The ways of the edges: a lane in each gutter that an edge passes, and one above the columns if it has to pass over some. No two edges
/// run along one lane at the same height, and no lane leads through a card.
/// </summary>
internal sealed class Tracks
{
    private const int LaneWidth = 9;
    private const int LongestLabel = 150;
    private const int Narrowest = 26;

    // Heights that no card has: those of the lanes above
    private const int Above = -1000;

    private readonly IReadOnlyList<Route> _routes;
    private readonly int[] _left;
    private readonly int[] _labels;
    private readonly int[] _lanes;

    /// <param name="cards">As high as they stand in their columns.</param>
    public Tracks(IReadOnlyList<Route> routes, IEnumerable<Card> cards, int columns)
    {
        _routes = routes;
        (_left, _labels, _lanes) = (new int[columns], new int[columns], new int[columns]);
        foreach (var card in cards)
        {
            PlaceEnds(card, card.Left);
            PlaceEnds(card, card.Right);
        }

        foreach (var route in routes)
            _labels[route.LabelCard.Column] = Math.Max(_labels[route.LabelCard.Column], (int)(LabelOf(route).Length * FittedText.Label));
        AssignLanes();
    }

    /// <summary>What the lanes above the columns need.</summary>
    public int BusHeight { get; private set; }

    public int WidthOf(int gutter) => _labels[gutter] + _lanes[gutter] * LaneWidth + Narrowest;

    /// <summary>What fits beside a card, after the sign of what changes.</summary>
    public static string LabelOf(Route route)
    {
        var sign = route.Edge.Change is { } change ? $"{ChangeMarks.Sign(change)} " : "";
        return FittedText.Of(sign + string.Join(", ", route.Edge.Labels), LongestLabel, FittedText.Label);
    }

    public void Place(int gutter, int left) => _left[gutter] = left;

    /// <param name="top">Of the lanes above the columns.</param>
    public void Draw(int top)
    {
        foreach (var route in _routes)
        {
            var (start, end) = (route.From.X + (route.LeavesRight ? Card.Width : 0), route.To.X + (route.ArrivesRight ? Card.Width : 0));
            var (first, last) = (LaneX(route.FirstGutter, route.FirstLane), LaneX(route.LastGutter, route.LastLane));
            var bus = top + route.BusLane * LaneWidth;
            route.Points = route.IsLong
                ? [(start, route.StartY), (first, route.StartY), (first, bus), (last, bus), (last, route.EndY), (end, route.EndY)]
                : [(start, route.StartY), (first, route.StartY), (first, route.EndY), (end, route.EndY)];
            route.Label = (_left[route.LabelCard.Column] + 4, (route.LeavesRight ? route.StartY : route.EndY) - 3);
        }
    }

    private int LaneX(int gutter, int lane) => _left[gutter] + _labels[gutter] + Narrowest / 2 + lane * LaneWidth;

    // In the order of what is at the other ends, so that few of them cross
    private static void PlaceEnds(Card card, List<Route> side)
    {
        var ordered = side.OrderBy(route => route.IsLong ? Above : Other(route, card).Middle).ThenBy(route => route.Edge.Layer).ToArray();
        foreach (var (index, route) in ordered.Index())
        {
            if (ReferenceEquals(route.From, card))
                route.StartOffset = card.Port(index, ordered.Length);
            else
                route.EndOffset = card.Port(index, ordered.Length);
        }
    }

    private static Card Other(Route route, Card card) => ReferenceEquals(route.From, card) ? route.To : route.From;

    private void AssignLanes()
    {
        var passages = _routes.SelectMany(route => route.IsLong
            ? new Passage[]
            {
                new(route.FirstGutter, Above, route.StartY, lane => route.FirstLane = lane),
                new(route.LastGutter, Above, route.EndY, lane => route.LastLane = lane),
            }
            : [Passage.Between(route.FirstGutter, route.StartY, route.EndY, lane => route.FirstLane = route.LastLane = lane)]);
        foreach (var gutter in passages.GroupBy(passage => passage.Track))
            _lanes[gutter.Key] = Passage.Assign(gutter);
        BusHeight = LaneWidth * Passage.Assign(_routes.Where(route => route.IsLong)
            .Select(route => Passage.Between(0, route.FirstGutter * 100, route.LastGutter * 100, lane => route.BusLane = lane)));
    }

    /// <summary>A part of an edge along a gutter, which wants a lane from one place to another.</summary>
    private sealed record Passage(int Track, int Start, int End, Action<int> Set)
    {
        private const int Distance = 8;

        public static Passage Between(int track, int one, int other, Action<int> set)
            => new(track, Math.Min(one, other), Math.Max(one, other), set);

        /// <returns>How many lanes there are.</returns>
        public static int Assign(IEnumerable<Passage> passages)
        {
            var ends = new List<int>();
            foreach (var passage in passages.OrderBy(passage => passage.Start).ThenBy(passage => passage.End))
            {
                var lane = ends.FindIndex(end => end + Distance < passage.Start);
                if (lane < 0)
                    (lane, ends) = (ends.Count, [.. ends, passage.End]);
                ends[lane] = passage.End;
                passage.Set(lane);
            }

            return ends.Count;
        }
    }
}
