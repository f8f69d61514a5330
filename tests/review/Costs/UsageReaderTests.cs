using Platform.Review.Costs.Usage;
using Platform.Review.Stacks;

namespace Platform.Review.Tests.Costs;

public sealed class UsageReaderTests
{
    private const string Keys =
        "averageNodes, training, trainingRun, trainingTrial, trainingInsights, batchScoring, logs, traces, metricSamples, metricQueries, "
        + "dnsQueries, builds, flows, jobs, images, stored, storageReads, storageWrites, vaultOperations, dataOut, outbound, privateData, "
        + "callsPerSecondPerReplica, utilisation, answerPerCall, logsPerCall, tokensInPerCall, tokensOutPerCall, tokensReadPerSecond, "
        + "tokensWrittenPerSecond, quotaUsed, subscriptions, calls";

    [Fact]
    public void Read_NothingSaid_IsTheDefaults()
    {
        var usage = UsageReader.Read(new StackConfiguration("dev", new Dictionary<string, string>(), []));

        Assert.Equal((25m, 20m, 0.5m, 3000m, 30m, 25m), (
            usage.AverageNodes, usage.Training, usage.Logs, usage.CallsPerSecondPerReplica, usage.Utilisation, usage.QuotaUsed));
        Assert.Equal((10m, 250m), (usage.SubscriptionsOf("any"), usage.CallsOf("any", 1000)));
    }

    [Fact]
    public void Read_EachKey_IsTaken()
    {
        var members = string.Join(", ", UsageKeys.All.Select((key, index) => $"\"{key.Name}\": \"{index + 1} {key.Unit}\""));

        var usage = Read($$"""{ {{members}}, "subscriptions": { "gold": 7 }, "calls": { "gold": "5000 calls/month" } }""");

        var expected = UsageKeys.All.Select((key, index) => (key, value: (decimal)index + 1))
            .Aggregate(new UsageAssumptions(), (read, each) => each.key.With(read, each.value));
        Assert.Equal(expected, usage with { Subscriptions = expected.Subscriptions, Calls = expected.Calls });
        Assert.Equal((7m, 5000m), (usage.SubscriptionsOf("gold"), usage.CallsOf("gold", 1)));
    }

    [Theory]
    [InlineData("""{ "logs": "5 MB/day" }""",
        "review:usage.logs in Pulumi.dev.yaml is '5 MB/day'; allowed: 0 to 100000 GB/day, such as '10 GB/day'.")]
    [InlineData("""{ "logs": 5 }""", "review:usage.logs in Pulumi.dev.yaml is '5'; allowed: 0 to 100000 GB/day, such as '10 GB/day'.")]
    [InlineData("""{ "logs": "-1 GB/day" }""",
        "review:usage.logs in Pulumi.dev.yaml is '-1 GB/day'; allowed: 0 to 100000 GB/day, such as '10 GB/day'.")]
    [InlineData("""{ "logs": null }""", "review:usage.logs in Pulumi.dev.yaml is ''; allowed: 0 to 100000 GB/day, such as '10 GB/day'.")]
    [InlineData("""{ "logs": ["1 GB/day"] }""",
        """review:usage.logs in Pulumi.dev.yaml is '["1 GB/day"]'; allowed: 0 to 100000 GB/day, such as '10 GB/day'.""")]
    [InlineData("""{ "averageNodes": "101 %" }""",
        "review:usage.averageNodes in Pulumi.dev.yaml is '101 %'; allowed: 0 to 100 %, such as '10 %'.")]
    [InlineData(
        """{ "utilisation": "0 %" }""", "review:usage.utilisation in Pulumi.dev.yaml is '0 %'; allowed: 1 to 100 %, such as '10 %'.")]
    [InlineData(
        """{ "log": "1 GB/day" }""", $"review:usage.log in Pulumi.dev.yaml is no assumption; the nearest is 'logs'; allowed: {Keys}.")]
    [InlineData("""{ "calls": "9 calls/month" }""",
        "review:usage.calls in Pulumi.dev.yaml is '9 calls/month'; allowed: a mapping of tiers, such as 'standard: 10 calls/month'.")]
    [InlineData("""{ "subscriptions": { "gold": "ten" } }""",
        "review:usage.subscriptions.gold in Pulumi.dev.yaml is 'ten'; allowed: 0 to 1000000, such as '10'.")]
    [InlineData("[]",
        "review:usage in Pulumi.dev.yaml is '[]'; it must be a mapping of assumptions, such as 'logs: 1 GB/day'; docs/cost.md lists them.")]
    [InlineData("much",
        "review:usage in Pulumi.dev.yaml is 'much'; it must be a mapping of assumptions, such as 'logs: 1 GB/day'; "
        + "docs/cost.md lists them.")]
    public void Read_WrongValue_SaysWhatIsAllowed(string json, string message)
    {
        var exception = Assert.Throws<ReviewException>(() => Read(json));

        Assert.Equal((message, ExitCodes.FaultyUsage), (exception.Message, exception.ExitCode));
    }

    [Fact]
    public void Read_SeveralWrongValues_ListsAll()
        => Assert.Equal(
            [
                "review:usage.logs in Pulumi.dev.yaml is '1'; allowed: 0 to 100000 GB/day, such as '10 GB/day'.",
                "review:usage.builds in Pulumi.dev.yaml is '2'; allowed: 0 to 1000000 min/month, such as '10 min/month'.",
            ],
            Assert.Throws<ReviewException>(() => Read("""{ "logs": 1, "builds": 2 }""")).Message.Split(Environment.NewLine));

    [Fact]
    public void Page_ListsEveryKeyWithUnitAndDefault()
    {
        var page = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "docs", "cost.md"));

        Assert.Equal(
            UsageKeys.All.Select(key => FormattableString.Invariant($"| `{key.Name}` | {key.Default} {key.Unit} | {key.Meaning} |")),
            page.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Take(UsageKeys.All.Count));
    }

    private static UsageAssumptions Read(string json)
        => UsageReader.Read(new StackConfiguration("dev", new Dictionary<string, string> { [UsageReader.Key] = json }, []));
}
