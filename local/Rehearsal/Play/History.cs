using Dapper;
using Platform.Billing.Data;

namespace Platform.Rehearsal.Play;

/// <summary>Looks at all states again and again: what is final must stay.</summary>
internal sealed class History(Database database)
{
    private static readonly string[] _final = [
        "paid", "void", "uncollectible", "captured", "declined", "abandoned", "invoiced", "cancelled",
    ];

    private readonly Dictionary<string, string> _states = [];

    /// <summary>How often something moved.</summary>
    public int Moves { get; private set; }

    /// <summary>What came back from where nothing comes back.</summary>
    public List<string> Returned { get; } = [];

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var now = await connection.QueryAsync<(string What, string State)>(
            """
            SELECT 'subscription ' || sid, state FROM subscription UNION ALL SELECT 'period ' || sid || ' ' || start_hour, state FROM period
            UNION ALL SELECT 'invoice ' || number, state FROM invoice UNION ALL SELECT 'charge ' || id, state FROM charge
            """);
        foreach (var (what, state) in now)
            Look(what, state);
    }

    private void Look(string what, string state)
    {
        var before = _states.GetValueOrDefault(what);
        if (before == state)
            return;
        Moves++;
        if (before is not null && _final.Contains(before))
            Returned.Add($"{what} was {before} and is {state}");
        _states[what] = state;
    }
}
