using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Plans;
using Platform.Review.Remembered;
using Platform.Review.Rules;
using Platform.Review.Stacks;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Remembered;

public sealed class StoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _made;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_TheSame_IsWorkedOutOnce()
        => Assert.Equal(("1", "1"), (await OfAsync("a", "b"), await OfAsync("a", "b")));

    [Fact]
    public async Task Of_AnythingElse_IsWorkedOutAnew()
        => Assert.Equal(
            ("1", "2", "3", "1"), (await OfAsync("a", "b"), await OfAsync("ab"), await OfAsync("a", "b", ""), await OfAsync("a", "b")));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("7")]
    public async Task Of_WhatCannotBeRead_IsWorkedOutAnew(string text)
    {
        await OfAsync("a");
        await File.WriteAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, Store.Folder))), text);

        Assert.Equal(("2", "2"), (await OfAsync("a"), await OfAsync("a")));
    }

    [Fact]
    public async Task Of_WhereNothingCanBeWritten_IsWorkedOutEachTime()
    {
        _folder.Write("artifacts", "a file where the folder would be");

        Assert.Equal(("1", "2"), (await OfAsync("a"), await OfAsync("a")));
    }

    [Fact]
    public async Task Of_VeryMany_KeepsTheLatest()
    {
        for (var i = 0; i < 80; i++)
            await OfAsync($"{i}");

        Assert.InRange(Directory.GetFiles(Path.Combine(_folder.Path, Store.Folder)).Length, 2, 60);
        Assert.Equal("80", await OfAsync("79"));
    }

    // Whatever a report says of a plan that was kept, it says of the one that was evaluated
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Plan_ThatWasKept_IsTheOneThatWasEvaluated(string stack)
    {
        var (plan, store) = (await Planted.StackAsync(stack), new Store(_folder.Path));

        var (found, again) = (await store.FindingsAsync(plan), await store.FindingsAsync(plan));
        var kept = PlanReader.Read(
            (JsonObject)JsonNode.Parse(PlanDocument.Of(plan).ToJsonString())!, stack);

        Assert.True(plan.IsSameAs(kept));
        Assert.Empty(PlanDiff.Between(plan, kept).Lines());
        Assert.Equal(RuleReport.In(plan), found);
        Assert.Equal(found, again);
        Assert.Equal(RuleReport.In(plan), RuleReport.In(kept));
    }

    // A file of app/ that comes or changes, another setting, another file beside the stack's: each may change the plan
    [Fact]
    public void Plan_OfOtherInputs_IsAnother()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "app", "inner"));
        var configuration = new StackConfiguration("none", new Dictionary<string, string>(), []);
        string[] keys =
        [
            Inputs(configuration), Inputs(configuration with { Values = new Dictionary<string, string> { ["platform:a"] = "b" } }),
            Inputs(configuration with { Encryption = "another key" }), Inputs(configuration, "app/inner/b.txt", "b"),
            Inputs(configuration, "app/inner/b.txt", "bb"), Inputs(configuration, "BannedSymbols.txt", "b"),
        ];

        Assert.Equal(keys, keys.Distinct());
        Assert.Equal(keys[^1], Inputs(configuration));
    }

    private string Inputs(StackConfiguration configuration, string? file = null, string content = "")
    {
        if (file is not null)
            _folder.Write(file, content);
        return string.Join('\n', PlanStore.InputsOf(new Store(_folder.Path), configuration));
    }

    private Task<string> OfAsync(params string[] from) => new Store(_folder.Path).OfAsync(
        from, () => Task.FromResult($"{++_made}"), made => new JsonArray(made), document => (string)document.AsArray()[0]!);
}
