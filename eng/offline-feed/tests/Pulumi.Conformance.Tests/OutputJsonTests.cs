using System.Text.Json;
using Pulumi.Utilities;

namespace Platform.OfflineFeed.Conformance.Tests;

public sealed class OutputJsonTests
{
    [Fact]
    public Task JsonSerialize_PlainValue_IsItsJson()
        => OutputAssert.IsPlainAsync("""{"name":"a"}""", Output.JsonSerialize(Output.Create(new { name = "a" })));

    [Fact]
    public Task JsonSerialize_NestedOutputsAndInputs_AreResolved()
    {
        Input<int> input = 2;
        InputList<string> list = ["x", Output.Create("y")];
        InputMap<string> map = new() { ["k"] = "v" };
        return OutputAssert.IsPlainAsync(
            """{"output":"a","input":2,"list":["x","y"],"map":{"k":"v"}}""",
            Output.JsonSerialize(Output.Create(new { output = Output.Create("a"), input, list, map })));
    }

    [Fact]
    public Task JsonSerialize_NestedSecret_MakesAllOfItSecret()
        => OutputAssert.IsSecretAsync("""{"key":"abc"}""", Output.JsonSerialize(Output.Create(new { key = Output.CreateSecret("abc") })));

    [Fact]
    public async Task JsonSerialize_NestedUnknown_IsUnknown()
    {
        var json = Output.JsonSerialize(Output.Create(new { key = OutputUtilities.CreateUnknown("abc") }));

        Assert.False(await OutputUtilities.GetIsKnownAsync(json));
    }

    [Fact]
    public Task JsonSerialize_Options_AreUsed()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
        return OutputAssert.IsPlainAsync(
            """{"someName":1}""", Output.JsonSerialize(Output.Create(new { SomeName = Output.Create(1) }), options));
    }

    [Fact]
    public Task JsonDeserialize_Secret_IsSecret()
        => OutputAssert.IsSecretAsync(5, Output.JsonDeserialize<int>(Output.CreateSecret("5")));
}
