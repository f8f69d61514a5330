using System.Net;
using Platform.Billing.Drift;
using Platform.Billing.Tests.Console;

namespace Platform.Billing.Tests.Drift;

public sealed class DriftPageTests
{
    [Fact]
    public async Task Page_OfADay_DrawsBothDistributionsAndSaysWhatDriftedFirst()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var olga = await host.SignUpAsync("olga", isOperator: true);
        await olga.GetAsync("/console/operator/drift");
        Assert.Contains("No day has been compared yet.", olga.Text, StringComparison.Ordinal);
        await WriteAsync(host, new DateOnly(2026, 11, 25), []);
        await WriteAsync(
            host, new DateOnly(2026, 11, 26),
            [
                new DriftReport(
                    "bank", "1",
                    [
                        new DriftFinding("age", "psi", 0.01, 1, 500, DriftLevel.Ok),
                        new DriftFinding("job<b>", "psi", 0.5, 1, 500, DriftLevel.Alert),
                        new DriftFinding("job<b>", "chi-square", 90, 0.0001, 500, DriftLevel.Warn),
                    ],
                    [
                        ("age", new DriftShape(["≤ 30", "> 30"], [400_000, 600_000], [410_000, 590_000])),
                        ("job<b>", new DriftShape(["admin", "student"], [900_000, 100_000], [300_000, 700_000])),
                    ]),
                new DriftReport(
                    "iris", "1", [new DriftFinding("", "reference", 0, 1, 0, DriftLevel.None)],
                    [("", new DriftShape([], [], [], "the model has no reference.json"))]),
            ]);

        await olga.GetAsync("/console/operator/drift");

        Assert.Equal(["bank, version 1", "iris, version 1"], olga.Page.QuerySelectorAll("section h2").Select(head => head.TextContent));
        Assert.Equal(["job<b> alert", "age ok"], olga.Page.QuerySelectorAll("section h3").Select(head => head.TextContent.Trim()));
        Assert.Equal(["admin, trained on: 90.0%", "admin, the day: 30.0%", "student, trained on: 10.0%", "student, the day: 70.0%"],
            olga.Page.QuerySelector("figure svg")!.QuerySelectorAll("rect title").Select(title => title.TextContent));
        Assert.Contains("Nothing is compared: the model has no reference.json.", olga.Text, StringComparison.Ordinal);

        await olga.GetAsync("/console/operator/drift?day=2026-11-25");
        Assert.Contains("No calls of this day were kept.", olga.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ForWhoIsNoOperator_IsNotThere()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var ada = await host.SignUpAsync("ada");

        await ada.GetAsync("/console/operator/drift");

        Assert.Equal(HttpStatusCode.NotFound, ada.Status);
    }

    private static async Task WriteAsync(ConsoleHost host, DateOnly day, IReadOnlyList<DriftReport> reports)
    {
        Assert.True(await host.Store.Lease.TryHoldAsync(default));
        await host.Store.Lease.WriteAsync(
            async transaction =>
            {
                await DriftStore.WriteAsync(transaction, day, reports, host.Store.Time.GetUtcNow());
                return true;
            },
            default);
    }
}
