using System.Text.Json.Nodes;
using Platform.Review.Plans;

namespace Platform.Review.Tests.Plans;

public sealed class CommittedFormTests
{
    private static readonly string _long = new('x', 100);

    [Fact]
    public void Committed_LongLineOfJson_IsSpread()
        => Assert.Equal(
            $$"""{{{"\n"}}  "a": "{{_long}}",{{"\n"}}  "b": [{{"\n"}}    1{{"\n"}}  ]{{"\n"}}}{{"\n"}}""",
            Form($$"""{"a":"{{_long}}","b":[1]}"""));

    [Theory]
    [InlineData("""{"short":true}""")]
    [InlineData("{ no JSON at all, but long enough to be looked at, as it is more than one hundred characters long, is kept }")]
    [InlineData("{\n  \"of several lines\": \"and longer than one hundred characters, is as its author wrote it, whatever that is\" }\n")]
    [InlineData("<policies>a document of another kind, longer than one hundred characters, is as its author wrote it</policies>")]
    public void Committed_AnyOtherText_IsKept(string text) => Assert.Equal(text, Form(text));

    private static string Form(string text)
    {
        var resource = new PlannedResource(
            "p/a", "a", "azure-native:portal:Dashboard", true, "p", new(), new JsonObject { ["list"] = new JsonArray(text) });
        return (string)new Plan("p", "dev", [resource], []).Committed().Resources[0].Inputs["list"]![0]!;
    }
}
