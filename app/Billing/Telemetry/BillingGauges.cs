using System.Diagnostics.Metrics;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Instruments;
using Platform.Billing.Verification;

namespace Platform.Billing.Telemetry;

/// <summary>
/// What stands in the database, read every quarter of a minute by the instance that works; one that waits shows nothing but that.
/// </summary>
internal sealed class BillingGauges(Database database, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(15);

    private static readonly (string Name, string Help)[] _known =
    [
        ("billing.active", "1 for the instance that works, 0 for one that waits."),
        ("billing.ingest.lag.seconds",
            "Since the last mark that was read of the open log that is furthest behind; a server marks its log every minute."),
        ("billing.usage.logs", "Usage logs by state."),
        ("billing.invoices", "Invoices by state."),
        ("billing.charges", "Charges by state."),
        ("billing.refunds", "Refunds by state."),
        ("billing.webhooks", "Webhooks that are not applied, by state."),
        ("billing.notices", "Notices to customers that are not sent, by state; dead ones were given up."),
        ("billing.erasure.late.seconds", "Since the oldest erasure was due that is not done."),
        ("billing.consent.file.age.seconds", "Since the servers' file of consents was written; there is none where nothing is collected."),
        ("billing.drift.level",
            "What was found yesterday of a feature or an output of a model: 0 for no drift or too few rows, 1 for a warning, 2 "
            + "for an alert."),
        ("billing.drift.alert", "The statistic of each that drifted, with what was expected and what was seen."),
        ("billing.charge.unknown.seconds", "Since the oldest charge was asked for of which it is not known whether it was taken."),
        ("billing.invariant.violations", "Violations of the last verification, by invariant."),
        ("billing.verification.age.seconds", "Since the last verification."),
    ];

    private static readonly (string Name, string Sql)[] _byState =
    [
        ("billing.usage.logs",
            "SELECT s.state, (SELECT COUNT(*) FROM usage_log l WHERE l.state = s.state) FROM (SELECT 'open' AS state UNION SELECT "
            + "'closed' UNION SELECT 'abandoned' UNION SELECT 'broken') s"),
        ("billing.invoices", "SELECT state, COUNT(*) FROM invoice GROUP BY state"),
        ("billing.charges", "SELECT state, COUNT(*) FROM charge GROUP BY state"),
        ("billing.refunds", "SELECT state, COUNT(*) FROM refund GROUP BY state"),
        ("billing.webhooks", "SELECT state, COUNT(*) FROM webhook WHERE state IN ('new', 'quarantined') GROUP BY state"),
        ("billing.notices",
            "SELECT 'waiting', COUNT(*) FROM notice WHERE state = 'waiting' UNION ALL SELECT 'dead', COUNT(*) FROM notice WHERE "
            + "state = 'dead'"),
    ];

    private readonly Meter _meter = new(BillingMeter.Name);
    private volatile IReadOnlyList<Gauge> _now = [new("billing.active", "", "", 0)];
    private long? _read;

    public static IReadOnlyList<(string Name, string Help)> Known => _known;

    public IReadOnlyList<Gauge> Now => _now;

    /// <summary>Has OpenTelemetry observe them.</summary>
    public void Publish()
    {
        foreach (var (name, help) in _known)
            _meter.CreateObservableGauge(
                name,
                () => _now.Where(gauge => gauge.Name == name)
                    .Select(gauge => new Measurement<double>(
                        gauge.Value, gauge.Labels.Select(label => new KeyValuePair<string, object?>(label.Key, label.Value)))),
                description: help);
    }

    /// <summary>Reads them, where it is time to.</summary>
    public async Task RefreshAsync(bool isActive, CancellationToken cancellationToken)
    {
        if (!isActive)
        {
            (_now, _read) = ([new("billing.active", "", "", 0)], null);
            return;
        }

        if (_read is { } last && time.GetElapsedTime(last) < _every)
            return;
        _now = [new("billing.active", "", "", 1), .. await ReadAsync(cancellationToken)];
        _read = time.GetTimestamp();
    }

    public void Dispose() => _meter.Dispose();

    private async Task<IReadOnlyList<Gauge>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var gauges = new List<Gauge>();
        foreach (var (name, sql) in _byState)
            gauges.AddRange((await connection.QueryAsync<(string State, long Count)>(sql))
                .Select(row => new Gauge(name, "state", row.State, row.Count)));
        async Task AddAgeAsync(string name, string sql)
            => gauges.Add(new Gauge(
                name, "", "", await connection.ExecuteScalarAsync<long?>(sql) is { } since ? Math.Max(0, now - since) / 1000d : 0));
        await AddAgeAsync("billing.ingest.lag.seconds", "SELECT MIN(marked) FROM usage_log WHERE state = 'open'");
        await AddAgeAsync("billing.charge.unknown.seconds", "SELECT MIN(started) FROM charge WHERE state IN ('started', 'unknown')");
        await AddAgeAsync("billing.erasure.late.seconds", "SELECT MIN(due) FROM erasure WHERE state = 'waiting'");
        if (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM consent_file") > 0)
            await AddAgeAsync("billing.consent.file.age.seconds", "SELECT MAX(written) FROM consent_file");
        gauges.AddRange(await DriftGauges.ReadAsync(connection, time.GetUtcNow()));
        await AddAgeAsync("billing.verification.age.seconds", "SELECT MAX(at) FROM verification");
        var report = await connection.ExecuteScalarAsync<string>("SELECT report FROM verification ORDER BY day DESC LIMIT 1");
        gauges.AddRange(Nightly.Count(report ?? "")
            .Select(found => new Gauge("billing.invariant.violations", "invariant", found.Invariant, found.Violations)));
        return gauges;
    }
}
