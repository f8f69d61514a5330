using Platform.Billing.Consent;
using Platform.Billing.Data;
using Platform.Billing.Drift.Counting;

namespace Platform.Billing.Drift;

/// <summary>
/// Compares each day, when it is over and its last records have come, with what models were trained on. A day that was missed is made up
/// for, as long as anybody would still look; one that was cut off is done again, with the same result.
/// </summary>
internal sealed partial class DriftWork(
    (Database Database, Lease Lease) data, IRecords records, TimeProvider time, ILogger<DriftWork> logger)
{
    private const int DaysBack = 7;

    /// <summary>For lines that wait in servers.</summary>
    private static readonly TimeSpan _settle = TimeSpan.FromMinutes(30);

    private readonly DriftReader _reader = new(records);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DateOnly> missing;
        var last = DateOnly.FromDateTime((time.GetUtcNow() - _settle).UtcDateTime).AddDays(-1);
        await using (var connection = await data.Database.OpenAsync(cancellationToken))
            missing = await DriftStore.MissingAsync(connection, last, DaysBack);
        foreach (var day in missing)
            await CompareAsync(day, cancellationToken);
    }

    private async Task CompareAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var reports = new List<DriftReport>();
        await using (var connection = await data.Database.OpenAsync(cancellationToken))
            foreach (var (model, version, counts, fault) in await _reader.ReadAsync(day, cancellationToken))
            {
                if (fault is not null)
                    LogNoReference(model, version, fault);
                reports.Add(counts is null
                    ? new DriftReport(
                        model, version, [new DriftFinding("", "reference", 0, 1, 0, DriftLevel.None)],
                        [("", new DriftShape([], [], [], fault))])
                    : Report(counts, await DriftStore.AccuracyBeforeAsync(connection, (model, version), day, FeedbackJudge.Days)));
            }

        await data.Lease.WriteAsync(transaction => DriftStore.WriteAsync(transaction, day, reports, time.GetUtcNow()), cancellationToken);
        foreach (var report in reports)
            foreach (var alerting in report.Findings.Where(finding => finding.Level == DriftLevel.Alert))
                LogDrift(report.Model, report.Version, alerting.Feature, DriftStore.Text(day), alerting.Statistic, alerting.Value);
    }

    private static DriftReport Report(VersionDay counts, (long, double) before) => new(
        counts.Model, counts.Version, [.. new DriftJudge(counts).Findings, .. FeedbackJudge.Judge(counts.Feedback, before)],
        [.. counts.Columns.Select(column => (column.Key, DriftShapes.Of(column.Value)))]);

    [LoggerMessage(72, LogLevel.Warning, "Model {Model}, version {Version}: '{Feature}' drifted on {Day} ({Statistic} is {Value})")]
    private partial void LogDrift(string model, string version, string feature, string day, string statistic, double value);

    [LoggerMessage(73, LogLevel.Warning, "Model {Model}, version {Version} is compared with nothing: {Reason}")]
    private partial void LogNoReference(string model, string version, string reason);
}
