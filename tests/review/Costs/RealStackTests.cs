using Platform.Review.Costs;
using Platform.Review.Costs.Kinds;
using Platform.Review.Costs.Usage;
using Platform.Review.Stacks;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Costs;

/// <summary>The stacks of the repository, and each with one setting changed.</summary>
public sealed class RealStackTests
{
    [Theory]
    [InlineData("dev", "public")]
    [InlineData("prod", "privateInternetOutbound")]
    [InlineData("prod", "privateApprovedOutbound")]
    public async Task Of_RealStack_PricesWhatIsPaidFor(string stack, string isolation)
    {
        var report = await ReportAsync(stack, ("networkIsolation", isolation));

        Assert.Empty(report.Missing.Select(missing => $"{missing.Path}: {missing.Charge.Name}"));
        var unknown = report.NotPriced.Where(each => BillableKinds.Find(each.Type) is null).Select(each => each.Type).Distinct();
        Assert.True(
            !unknown.Any(),
            "Say what these cost in review/Costs/Kinds/BillableKinds.cs, or that they are free in their rows of review/Azure/Kinds: "
            + $"{string.Join(", ", unknown)}");
        Assert.Equal(report.Total, report.Components.Sum(component => component.Monthly));
        Assert.Equal(report.Resources.Count, report.Components.Sum(component => component.Resources.Count));
        Assert.NotNull(report.Tiers);
    }

    internal static async Task<CostReport> ReportAsync(string stack, params (string Key, string Value)[] settings)
        => CostReport.Of(
               await Planted.StackAsync(stack, settings), UsageReader.Read(Repository.At(RepositoryRoot.Path).Configuration(stack)));
}
