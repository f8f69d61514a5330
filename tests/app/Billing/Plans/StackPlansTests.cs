using Platform.Billing.Plans;
using YamlDotNet.RepresentationModel;

namespace Platform.Billing.Tests.Plans;

/// <summary>What the stack files sell is what billing can sell.</summary>
public sealed class StackPlansTests
{
    [Theory, InlineData("dev"), InlineData("prod")]
    public async Task Read_PlansOfAStack_CanBeSoldAndAddedAgain(string stack)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, OutputOf(stack));
        var plans = PlanFile.Read(file);
        await using var store = await TestStore.SqliteAsync();

        Assert.Equal([true, true, true, true, true], await AddAsync(store, plans));
        Assert.Equal([false, false, false, false, false], await AddAsync(store, plans));
        Assert.Equal(["free", "trial", "standard", "premium", "metered"], plans.Select(plan => plan.Plan));
        Assert.Equal(49_000_000, plans[2].FixedMicros);
        Assert.Equal(new PriceTier(300_000_000, 900_000), plans[2].Meters[0].Tiers[0]);
        File.Delete(file);
    }

    private static Task<List<bool>> AddAsync(TestStore store, IReadOnlyList<PlanVersion> plans) => store.Lease.WriteAsync(
        async transaction =>
        {
            var added = new List<bool>();
            foreach (var plan in plans)
                added.Add(await PlanStore.AddAsync(transaction, plan));
            return added;
        },
        default);

    private static string OutputOf(string stack)
    {
        using var reader = File.OpenText(Path.Combine(Root(AppContext.BaseDirectory), "review", "plans", $"{stack}.yaml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return ((YamlScalarNode)yaml.Documents[0].RootNode["outputs"]["plans"]).Value!;
    }

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "Pulumi.yaml"))
        ? folder
        : Root(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests run outside of the repository"));
}
