using System.Text.Json.Nodes;
using Platform.Review.Values;

namespace Platform.Review.Tests.Values;

public sealed class ValueDiffTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":1}""", """{"a":2}""", "a: 1 > 2")]
    [InlineData("""{"a":1}""", """{"a":"1"}""", "a: 1 > \"1\"")]
    [InlineData("""{"a":{"b":true}}""", """{"a":{"b":false}}""", "a.b: true > false")]
    [InlineData("""{}""", """{"a":{"b":1}}""", "a:  > {\"b\":1}")]
    [InlineData("""{"tags":{"a.b/c":1}}""", """{"tags":{"a.b/c":2}}""", "tags[\"a.b/c\"]: 1 > 2")]
    // By identity
    [InlineData("""{"l":[{"name":"a","x":1},{"name":"b","x":2}]}""", """{"l":[{"name":"b","x":3},{"name":"a","x":1}]}""",
        "l[name=b].x: 2 > 3", "l[order]: [\"a\",\"b\"] > [\"b\",\"a\"]")]
    [InlineData("""{"l":[{"name":"b"}]}""", """{"l":[{"name":"a"},{"name":"b"}]}""", "l[name=a]:  > {\"name\":\"a\"}")]
    [InlineData("""{"l":[{"name":"a"},{"name":"b"}]}""", """{"l":[{"name":"b"}]}""", "l[name=a]: {\"name\":\"a\"} > ")]
    [InlineData("""{"l":[{"category":"a","on":true}]}""", """{"l":[{"category":"a","on":false}]}""", "l[category=a].on: true > false")]
    [InlineData("""{"l":[{"key":"k","value":"1"}]}""", """{"l":[{"key":"k","value":"2"}]}""", "l[key=k].value: \"1\" > \"2\"")]
    [InlineData("""{"l":[{"name":"a","p":[{"port":1,"x":1}]}]}""", """{"l":[{"name":"a","p":[{"port":1,"x":2}]}]}""",
        "l[name=a].p[port=1].x: 1 > 2")]
    // A name that is there twice identifies nothing
    [InlineData("""{"l":[{"name":"a","x":1},{"name":"a","x":2}]}""", """{"l":[{"name":"a","x":2},{"name":"a","x":3}]}""", "l[1].x: 1 > 3")]
    // Without identity: equal ones are the same, the rest in order
    [InlineData("""{"l":[{"x":1},{"x":2}]}""", """{"l":[{"x":2},{"x":1}]}""", "l[order]: [\"#1\",\"#2\"] > [\"#2\",\"#1\"]")]
    [InlineData("""{"l":[{"x":1},{"x":2}]}""", """{"l":[{"x":2},{"x":5}]}""", "l[1].x: 1 > 5")]
    [InlineData("""{"l":["a","b"]}""", """{"l":["b","a"]}""", "l[order]: [\"a\",\"b\"] > [\"b\",\"a\"]")]
    [InlineData("""{"l":["a","b"]}""", """{"l":["b","c"]}""", "l[]: \"a\" > \"c\"")]
    [InlineData("""{"l":["a"]}""", """{"l":["a","a"]}""", "l[]:  > \"a\"")]
    [InlineData("""{"l":[]}""", """{"l":["b","c"]}""", "l[]:  > \"b\"", "l[]:  > \"c\"")]
    // Where order is meaning
    [InlineData("""{"args":["a","b"]}""", """{"args":["b","a"]}""", "args[0]: \"a\" > \"b\"", "args[1]: \"b\" > \"a\"")]
    // Documents in texts
    [InlineData("""{"t":"{\"a\": 1}"}""", """{"t":"{ \"a\":1 }"}""")]
    [InlineData("""{"t":"{\"a\": 1, \"b\": 2}"}""", """{"t":"{\"b\":3,\"a\":1}"}""", "t.b: 2 > 3")]
    [InlineData("""{"t":"{ broken"}""", """{"t":"{ broken too"}""", "t: \"{ broken\" > \"{ broken too\"")]
    public void Between_Values_SaysWhatDiffersWhere(string before, string after, params string[] expected) => Assert.Equal(
        expected,
        ValueDiff.Between(PropertyPath.Root, JsonNode.Parse(before), JsonNode.Parse(after))
            .Select(change => $"{change.Path}: {change.Before?.ToJsonString()} > {change.After?.ToJsonString()}"));

    [Theory]
    [InlineData("pools", true)]
    [InlineData("pools[1]", true)]
    [InlineData("pools[1].count", true)]
    [InlineData("pools[*].count", true)]
    [InlineData("*", true)]
    [InlineData("pools[0].count", false)]
    [InlineData("pools[1].countMax", false)]
    [InlineData("pool", false)]
    [InlineData("pools[1].count.more", false)]
    public void IsCoveredBy_Pattern_GoesByPosition(string pattern, bool expected)
        => Assert.Equal(expected, PropertyPath.Root.Member("pools").At("name=user", 1).Member("count").IsCoveredBy(pattern));

    [Theory]
    [InlineData("a\nb\nc\nd\ne\n", "a\nb\nX\nd\ne\n", "…| b|-c|+X| d|…")]
    [InlineData("a\nb\n", "b\na\n", "-a| b|+a")]
    [InlineData("a\n", "a\nb\n", " a|+b")]
    [InlineData("a\nb\n", "b\n", "-a| b")]
    [InlineData("a", "a\nb\nc\n", " a|+b|+c")]
    public void Lines_Texts_AreMarkedWithOneLineAround(string before, string after, string expected)
        => Assert.Equal(expected, string.Join('|', LineDiff.Between(before, after)));

    [Fact]
    public void Lines_VeryLongTexts_AreStillCompared()
    {
        var (before, after) = (Text("a"), Text("b"));

        Assert.Equal(4_000, LineDiff.Between(before, after).Count);

        static string Text(string prefix) => string.Concat(Enumerable.Range(0, 2_000).Select(line => $"{prefix}{line}\n"));
    }
}
