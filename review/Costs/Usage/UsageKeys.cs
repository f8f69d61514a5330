namespace Platform.Review.Costs.Usage;

/// <summary>The keys of <c>review:usage</c>, as docs/cost.md lists them.</summary>
internal static class UsageKeys
{
    public const decimal DefaultSubscriptions = 10;
    public const decimal MostSubscriptions = 1_000_000;
    public const decimal MostCalls = 1_000_000_000_000;
    public const string Subscriptions = "subscriptions";
    public const string Calls = "calls";
    public const string CallsUnit = "calls/month";

    // bench/README.md measured 58,842 calls a second, of one row of iris, on two processors with the load beside it. A replica has one,
    // calls come one by one over TLS, and models are larger: a tenth of the half.
    private const decimal DefaultCallsPerSecond = 3000;

    // docs/generation.md: weights of 2 GB at 20 GB/s are read 10 times a second, and eight texts share a reading; prompts are read faster
    private const decimal DefaultWritten = 80;
    private const decimal DefaultRead = 800;

    public static IReadOnlyList<UsageKey> All { get; } =
    [
        new("averageNodes", "%", 25, 100, "how far node pools and endpoints are scaled, on average, from their least to their most",
            (usage, value) => usage with { AverageNodes = value }),
        new("training", "h/month", 20, 1_000_000, "node hours of training on each compute cluster",
            (usage, value) => usage with { Training = value }),
        new(
            "trainingRun", "h", 0.5m, 10_000,
            "node hours, of those, that one run of a training pipeline takes: the start of a node, and its steps one after the other",
            (usage, value) => usage with { TrainingRun = value }),
        new(
            "trainingTrial", "h", 0.1m, 1_000,
            "node hours, besides, of each trial of the run's sweep, where its trials are jobs of their own",
            (usage, value) => usage with { TrainingTrial = value }),
        new("trainingInsights", "h", 0.5m, 1_000, "node hours, besides, of the run's responsible AI insights, where it has them",
            (usage, value) => usage with { TrainingInsights = value }),
        new("batchScoring", "h/month", 10, 1_000_000, "node hours of batch scoring on each batch deployment's own compute",
            (usage, value) => usage with { BatchScoring = value }),
        new("logs", "GB/day", 0.5m, 100_000, "logs and traces, as far as the daily cap lets them in",
            (usage, value) => usage with { Logs = value }),
        new("traces", "%", 50, 100, "how much of them are Application Insights', which are kept for 90 days at no charge, others for 31",
            (usage, value) => usage with { Traces = value }),
        new("metricSamples", "million/month", 250, 1_000_000_000, "samples that managed Prometheus takes in",
            (usage, value) => usage with { MetricSamples = value }),
        new(
            "metricQueries", "million/month", 100, 1_000_000_000,
            "samples that queries of managed Prometheus go through, alerts among them",
            (usage, value) => usage with { MetricQueries = value }),
        new("dnsQueries", "million/month", 1, 1_000_000_000, "queries of all private DNS zones",
            (usage, value) => usage with { DnsQueries = value }),
        new("builds", "min/month", 60, 1_000_000, "minutes of image builds in the registry",
            (usage, value) => usage with { Builds = value }),
        new("flows", "GB/month", 5, 100_000_000, "flow logs of each network that has them",
            (usage, value) => usage with { Flows = value }),
        new("jobs", "h/month", 10, 1_000_000, "hours that each job of Container Apps works, such as the GitHub runner",
            (usage, value) => usage with { Jobs = value }),
        new("images", "GB", 20, 1_000_000, "images kept in the registry",
            (usage, value) => usage with { Images = value }),
        new("stored", "GB", 50, 100_000_000, "data kept in each storage account",
            (usage, value) => usage with { Stored = value }),
        new("storageReads", "million/month", 1, 1_000_000, "reads of each storage account",
            (usage, value) => usage with { StorageReads = value }),
        new("storageWrites", "million/month", 0.1m, 1_000_000, "writes to each storage account",
            (usage, value) => usage with { StorageWrites = value }),
        new("vaultOperations", "million/month", 0.1m, 1_000_000, "operations on each vault",
            (usage, value) => usage with { VaultOperations = value }),
        new("dataOut", "GB/month", 50, 100_000_000, "answers that leave the gateway for the internet",
            (usage, value) => usage with { DataOut = value }),
        new("outbound", "GB/month", 50, 100_000_000, "data through each NAT gateway or firewall",
            (usage, value) => usage with { Outbound = value }),
        new("privateData", "GB/month", 10, 100_000_000, "data through each private endpoint, and through each load balancer",
            (usage, value) => usage with { PrivateData = value }),
        new("callsPerSecondPerReplica", "calls/s", DefaultCallsPerSecond, 1_000_000, "calls that a replica answers at its limit",
            (usage, value) => usage with { CallsPerSecondPerReplica = value }, Min: 0.001m),
        new("utilisation", "%", 30, 100, "how much of that limit is used, on average",
            (usage, value) => usage with { Utilisation = value }, Min: 1),
        new("answerPerCall", "kB/call", 1, 1_000_000, "what a call's answer takes on its way to the internet",
            (usage, value) => usage with { AnswerPerCall = value }),
        new("logsPerCall", "kB/call", 0.5m, 1_000_000, "what a call adds to logs and traces, after sampling",
            (usage, value) => usage with { LogsPerCall = value }),
        new("tokensInPerCall", "tokens/call", 0, 1_000_000, "tokens of texts that a call reads, on average of all calls",
            (usage, value) => usage with { TokensInPerCall = value }),
        new("tokensOutPerCall", "tokens/call", 0, 1_000_000, "tokens of texts that a call writes, on average of all calls",
            (usage, value) => usage with { TokensOutPerCall = value }),
        new(
            "tokensReadPerSecond", "tokens/s", DefaultRead, 100_000_000,
            "tokens that a replica reads at its limit, all its callers together",
            (usage, value) => usage with { TokensReadPerSecond = value }, Min: 0.001m),
        new(
            "tokensWrittenPerSecond", "tokens/s", DefaultWritten, 100_000_000,
            "tokens that a replica writes at its limit, all its callers together",
            (usage, value) => usage with { TokensWrittenPerSecond = value }, Min: 0.001m),
        new("quotaUsed", "%", 25, 100, "how much of its quota a subscription uses, unless `calls` says it for its tier",
            (usage, value) => usage with { QuotaUsed = value }),
    ];

    public static decimal DefaultOf(string name) => All.First(key => key.Name == name).Default;
}
