using System.Xml.Linq;
using Platform.Review.Diff;
using Platform.Review.Graph;
using Platform.Review.Graph.Layout;
using Platform.Review.Report.Graphs;
using Platform.Review.Tests.Diff;
using Platform.Review.Tests.Graph;

namespace Platform.Review.Tests.Report.Graphs;

public sealed class SvgGraphFormatTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    [Theory]
    [MemberData(nameof(RealGraphTests.Modes), MemberType = typeof(RealGraphTests))]
    public async Task Of_RealStack_HasNothingOnTopOfAnything(string stack, string isolation)
    {
        var picture = PictureLayout.Of(ArchitectureGraph.Of(await Planted.StackAsync(stack, RealGraphTests.Isolated(isolation))));

        IsClear(picture);
    }

    [Fact]
    public void Of_ManyResources_HasNothingOnTopOfAnything()
        => IsClear(PictureLayout.Of(ArchitectureGraph.Of(ManyResources.Plan(400))));

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Write_RealStack_IsAccessibleSelfContainedAndAlwaysTheSame(string stack)
    {
        var text = new SvgGraphFormat().Write(await Planted.StackAsync(stack), null, withTelemetry: false);

        var svg = XDocument.Parse(text).Root!;
        Assert.Equal(("img", "graph-title graph-description"), ((string?)svg.Attribute("role"), (string?)svg.Attribute("aria-labelledby")));
        Assert.Equal($"Architecture of platform {stack}", svg.Element(_svg + "title")!.Value);
        Assert.Contains("API Management", svg.Element(_svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", svg.Element(_svg + "style")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("://", text.Replace(_svg.NamespaceName, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("telemetry\"", text, StringComparison.Ordinal);
        Assert.Equal(text, new SvgGraphFormat().Write(await Planted.StackAsync(stack), null, withTelemetry: false));
    }

    [Fact]
    public void Write_Changes_AreSaidInWordsAndInTheLegend()
    {
        var before = Planted.Of(Planted.Resource("platform/lab/old", "azure-native:future:Disk"));
        var after = Planted.Of(Planted.Resource("platform/lab/new", "azure-native:future:Machine"));

        var svg = XDocument.Parse(new SvgGraphFormat().Write(after, PlanDiff.Between(before, after), false)).Root!;

        var texts = svg.Descendants(_svg + "text").Select(text => text.Value).ToArray();
        Assert.Equal(2, texts.Count(text => text == "+ added"));
        Assert.Equal(2, texts.Count(text => text == "− removed"));
        Assert.Contains("2 resources in 2 boxes, 2 changed", texts);
    }

    [Fact]
    public void Write_NamesWithMeaning_AreText()
    {
        const string Name = "<script>alert(1)</script>&\"'\u0001\ud800";
        var plan = Planted.Of(Planted.Resource($"platform/lab/{Name}", "azure-native:future:Machine"));

        var svg = XDocument.Parse(new SvgGraphFormat().Write(plan, null, false)).Root!;

        Assert.Empty(svg.Descendants(_svg + "script"));
        Assert.Contains(svg.Descendants(_svg + "text"), text => text.Value.StartsWith("<script>alert(1)", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_LongNames_AreCutToTheirBox()
    {
        var plan = Planted.Of(Planted.Resource($"platform/lab/{new string('w', 200)}", $"azure-native:future:M{new string('x', 200)}"));

        var svg = XDocument.Parse(new SvgGraphFormat().Write(plan, null, false)).Root!;

        var texts = svg.Descendants(_svg + "text").Where(text => (string?)text.Attribute("class") is "title" or "name").ToArray();
        Assert.Equal(2, texts.Length);
        Assert.All(texts, text => Assert.InRange(text.Value.Length, 1, 36));
    }

    /// <summary>No two cards overlap, each is within its frames, and no line leads through a card or along another.</summary>
    private static void IsClear(Picture picture)
    {
        foreach (var (one, other) in picture.Cards.SelectMany((one, index) => picture.Cards.Skip(index + 1).Select(other => (one, other))))
            Assert.False(
                one.X < other.X + Card.Width && other.X < one.X + Card.Width
                && one.Y < other.Y + other.Height && other.Y < one.Y + one.Height);
        Assert.All(picture.Cards, card => Assert.Contains(picture.Frames, frame =>
            frame.X < card.X && frame.Y < card.Y
            && frame.X + frame.Width > card.X + Card.Width && frame.Y + frame.Height > card.Y + card.Height));
        Assert.All(picture.Frames, frame =>
            Assert.True(frame.X >= 0 && frame.X + frame.Width <= picture.Width && frame.Y + frame.Height <= picture.Height));
        var segments = picture.Routes
            .SelectMany(route => route.Points.Zip(route.Points.Skip(1), (from, to) => (Route: route, From: from, To: to))).ToArray();
        foreach (var (route, from, to) in segments)
        {
            Assert.True(from.X == to.X || from.Y == to.Y);
            Assert.DoesNotContain(picture.Cards, card =>
                Math.Max(from.X, to.X) > card.X && Math.Min(from.X, to.X) < card.X + Card.Width
                && Math.Max(from.Y, to.Y) > card.Y && Math.Min(from.Y, to.Y) < card.Y + card.Height);
            Assert.DoesNotContain(segments, other => other.Route != route && from.X == to.X && other.From.X == from.X
                && other.To.X == from.X
                && Math.Min(other.From.Y, other.To.Y) < Math.Max(from.Y, to.Y)
                && Math.Min(from.Y, to.Y) < Math.Max(other.From.Y, other.To.Y));
        }
    }
}
