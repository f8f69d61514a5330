using Platform.Review.Costs.BreakEven;
using Platform.Review.Plans;

namespace Platform.Review.Costs.Usage;

/// <summary>How much a stack is used, where the plan does not say. The keys, units and bounds: <see cref="UsageKeys"/>.</summary>
internal sealed record UsageAssumptions
{
    public decimal AverageNodes { get; init; } = UsageKeys.DefaultOf("averageNodes");

    public decimal Training { get; init; } = UsageKeys.DefaultOf("training");

    public decimal TrainingRun { get; init; } = UsageKeys.DefaultOf("trainingRun");

    public decimal TrainingTrial { get; init; } = UsageKeys.DefaultOf("trainingTrial");

    public decimal TrainingInsights { get; init; } = UsageKeys.DefaultOf("trainingInsights");

    public decimal BatchScoring { get; init; } = UsageKeys.DefaultOf("batchScoring");

    public decimal Logs { get; init; } = UsageKeys.DefaultOf("logs");

    public decimal Traces { get; init; } = UsageKeys.DefaultOf("traces");

    public decimal MetricQueries { get; init; } = UsageKeys.DefaultOf("metricQueries");

    public decimal DnsQueries { get; init; } = UsageKeys.DefaultOf("dnsQueries");

    public decimal AnswerPerCall { get; init; } = UsageKeys.DefaultOf("answerPerCall");

    public decimal LogsPerCall { get; init; } = UsageKeys.DefaultOf("logsPerCall");

    public decimal MetricSamples { get; init; } = UsageKeys.DefaultOf("metricSamples");

    public decimal Builds { get; init; } = UsageKeys.DefaultOf("builds");

    public decimal Flows { get; init; } = UsageKeys.DefaultOf("flows");

    public decimal Jobs { get; init; } = UsageKeys.DefaultOf("jobs");

    public decimal Images { get; init; } = UsageKeys.DefaultOf("images");

    public decimal Stored { get; init; } = UsageKeys.DefaultOf("stored");

    public decimal StorageReads { get; init; } = UsageKeys.DefaultOf("storageReads");

    public decimal StorageWrites { get; init; } = UsageKeys.DefaultOf("storageWrites");

    public decimal VaultOperations { get; init; } = UsageKeys.DefaultOf("vaultOperations");

    public decimal DataOut { get; init; } = UsageKeys.DefaultOf("dataOut");

    public decimal Outbound { get; init; } = UsageKeys.DefaultOf("outbound");

    public decimal PrivateData { get; init; } = UsageKeys.DefaultOf("privateData");

    public decimal CallsPerSecondPerReplica { get; init; } = UsageKeys.DefaultOf("callsPerSecondPerReplica");

    public decimal Utilisation { get; init; } = UsageKeys.DefaultOf("utilisation");

    public decimal TokensInPerCall { get; init; } = UsageKeys.DefaultOf("tokensInPerCall");

    public decimal TokensOutPerCall { get; init; } = UsageKeys.DefaultOf("tokensOutPerCall");

    /// <summary>By a replica that does nothing else.</summary>
    public decimal TokensReadPerSecond { get; init; } = UsageKeys.DefaultOf("tokensReadPerSecond");

    /// <inheritdoc cref="TokensReadPerSecond"/>
    public decimal TokensWrittenPerSecond { get; init; } = UsageKeys.DefaultOf("tokensWrittenPerSecond");

    /// <summary>How much of its quota a subscription uses, where <see cref="Calls"/> says nothing of its tier.</summary>
    public decimal QuotaUsed { get; init; } = UsageKeys.DefaultOf("quotaUsed");

    /// <summary>Expected subscriptions by tier; of others, <see cref="UsageKeys.DefaultSubscriptions"/>.</summary>
    public IReadOnlyDictionary<string, decimal> Subscriptions { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Expected calls of a subscription in a month, by tier.</summary>
    public IReadOnlyDictionary<string, decimal> Calls { get; init; } = new Dictionary<string, decimal>();

    public decimal SubscriptionsOf(string tier) => Subscriptions.GetValueOrDefault(tier, UsageKeys.DefaultSubscriptions);

    /// <param name="quota">The tier's calls a month.</param>
    public decimal CallsOf(string tier, decimal quota) => Calls.GetValueOrDefault(tier, quota * QuotaUsed / 100);

    /// <summary>Without what they say of tiers that a former plan does not have.</summary>
    public UsageAssumptions ForTiersOf(Plan plan)
    {
        var names = TierPrice.Of(plan).Select(tier => tier.Name).ToHashSet(StringComparer.Ordinal);
        return this with { Subscriptions = Those(Subscriptions), Calls = Those(Calls) };

        Dictionary<string, decimal> Those(IReadOnlyDictionary<string, decimal> values)
            => values.Where(value => names.Contains(value.Key)).ToDictionary();
    }
}
