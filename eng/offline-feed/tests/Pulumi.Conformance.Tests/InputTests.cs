using System.Text.Json;
using Pulumi.Utilities;

namespace Platform.OfflineFeed.Conformance.Tests;

public sealed class InputTests
{
    [Fact]
    public Task Input_FromValue_HoldsIt()
    {
        Input<string> input = "a";
        return OutputAssert.IsPlainAsync("a", input);
    }

    [Fact]
    public Task Input_FromSecretOutput_IsSecret()
    {
        Input<string> input = Output.CreateSecret("a");
        return OutputAssert.IsSecretAsync("a", input);
    }

    [Fact]
    public Task ToOutput_NullInput_IsDefault()
    {
        Input<string>? input = null;
        return OutputAssert.IsPlainAsync(null!, input.ToOutput());
    }

    [Fact]
    public Task Apply_OnInput_RunsTheCallback()
    {
        Input<int> input = 2;
        return OutputAssert.IsPlainAsync(4, input.Apply(value => value * 2));
    }

    [Fact]
    public async Task InputList_CollectionInitialiser_TakesValuesOutputsAndLists()
    {
        InputList<string> other = ["c"];
        var list = new InputList<string> { "a", Output.Create("b"), other };

        await OutputAssert.HasElementsAsync<string>(["a", "b", "c"], list);
    }

    [Fact]
    public async Task InputList_CollectionExpression_TakesValuesAndOutputs()
    {
        InputList<string> list = ["a", Output.CreateSecret("b")];

        await OutputAssert.HasElementsAsync<string>(["a", "b"], list);
        Assert.True(await Output.IsSecretAsync<ImmutableArray<string>>(list));
    }

    public static TheoryData<string, InputList<string>> Lists() => new()
    {
        { "value", "a" },
        { "output", Output.Create("a") },
        { "array", new[] { "a" } },
        { "list", new List<string> { "a" } },
        { "outputs", new[] { Output.Create("a") } },
        { "inputs", new Input<string>[] { "a" } },
        { "immutable array", ImmutableArray.Create("a") },
        { "output of an immutable array", Output.Create(ImmutableArray.Create("a")) },
        { "output of an array", Output.Create(new[] { "a" }) },
        { "output of a list", Output.Create(new List<string> { "a" }) },
        { "output of an enumerable", Output.Create<IEnumerable<string>>(["a"]) },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task InputList_FromAnyForm_HasOneElement(string form, InputList<string> list)
    {
        Assert.NotEmpty(form);
        await OutputAssert.HasElementsAsync<string>(["a"], list);
    }

    [Fact]
    public async Task InputList_Concat_LeavesBothAlone()
    {
        InputList<int> first = [1];
        InputList<int> second = [2];

        var both = first.Concat(second);

        await OutputAssert.HasElementsAsync<int>([1, 2], both);
        await OutputAssert.HasElementsAsync<int>([1], first);
        await OutputAssert.HasElementsAsync<int>([2], second);
    }

    [Fact]
    public async Task InputList_AsyncEnumeration_GivesTheElements()
    {
        InputList<int> list = [1, 2];
        var seen = new List<int>();
        await foreach (var element in list)
            seen.Add(await OutputUtilities.GetValueAsync(element.ToOutput()));

        Assert.Equal([1, 2], seen);
    }

    [Fact]
    public async Task InputMap_CollectionInitialisers_TakeBothForms()
    {
        var map = new InputMap<string> { ["a"] = "1", ["b"] = Output.Create("2") };
        map.Add("c", "3");

        var values = await OutputUtilities.GetValueAsync<ImmutableDictionary<string, string>>(map);

        Assert.Equal(["a=1", "b=2", "c=3"], values.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public async Task InputMap_SameKeyWithAnotherValue_Fails()
    {
        var map = new InputMap<string> { ["a"] = "1" };
        map.Add("a", "2");

        var exception = await Assert.ThrowsAsync<ArgumentException>(
            () => OutputUtilities.GetValueAsync<ImmutableDictionary<string, string>>(map));

        Assert.Equal("Key 'a' already exists in the map with a different value.", exception.Message);
    }

    [Fact]
    public async Task InputMap_SameKeyWithTheSameValue_IsKept()
    {
        var map = new InputMap<string> { { "a", "1" }, { "a", "1" } };

        Assert.Equal("1", (await OutputUtilities.GetValueAsync<ImmutableDictionary<string, string>>(map))["a"]);
    }

    [Fact]
    public async Task InputMap_Merge_PrefersTheSecond()
    {
        var merged = InputMap<string>.Merge(new() { ["a"] = "1", ["b"] = "1" }, new() { ["b"] = "2" });

        var values = await OutputUtilities.GetValueAsync<ImmutableDictionary<string, string>>(merged);

        Assert.Equal(["a=1", "b=2"], values.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public async Task InputMap_FromDictionary_HoldsIt()
    {
        InputMap<int> map = new Dictionary<string, int> { ["a"] = 1 };

        Assert.Equal(1, (await OutputUtilities.GetValueAsync<ImmutableDictionary<string, int>>(map))["a"]);
    }

    [Fact]
    public async Task InputUnion_FromEitherType_KnowsWhich()
    {
        InputUnion<string, int> text = "a";
        InputUnion<string, int> number = Output.CreateSecret(5);

        Assert.Equal("a", (await OutputUtilities.GetValueAsync<Union<string, int>>(text)).AsT0);
        Assert.Equal(5, (await OutputUtilities.GetValueAsync<Union<string, int>>(number)).AsT1);
        Assert.True(await Output.IsSecretAsync<Union<string, int>>(number));
    }

    [Fact]
    public async Task InputList_OfUnions_TakesEitherTypeInAnInitialiser()
    {
        Input<string> text = "a";
        Input<int> number = 5;
        var list = new InputList<Union<string, int>> { text, number };

        await OutputAssert.HasElementsAsync<Union<string, int>>(["a", 5], list);
    }

    [Fact]
    public async Task InputJson_FromText_IsParsed()
    {
        InputJson json = """{"a":[1]}""";

        var value = await OutputUtilities.GetValueAsync<JsonElement>(json);

        Assert.Equal(1, value.GetProperty("a")[0].GetInt32());
    }
}
