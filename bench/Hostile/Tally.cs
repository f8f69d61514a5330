namespace Platform.Bench.Hostile;

/// <summary>How often each attack ended how. Safe for concurrent use.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, SortedDictionary<string, int>> _outcomes = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    /// <summary>By attack and outcome; wrong ones are marked.</summary>
    public IReadOnlyDictionary<string, SortedDictionary<string, int>> Outcomes => _outcomes;

    /// <summary>How often an outcome was wrong.</summary>
    public int Wrong
        => _outcomes.Values.Sum(
            outcomes => outcomes.Where(outcome => outcome.Key.EndsWith(Mark, StringComparison.Ordinal)).Sum(outcome => outcome.Value));

    private const string Mark = "!";

    public void Add(Attack attack, string outcome) => Add(attack.Name, Attacker.IsRight(attack, outcome) ? outcome : outcome + Mark, 1);

    /// <summary>Adds what a process of attackers has told.</summary>
    public void Add(IReadOnlyDictionary<string, SortedDictionary<string, int>> told)
    {
        foreach (var (attack, outcomes) in told)
            foreach (var (outcome, count) in outcomes)
                Add(attack, outcome, count);
    }

    private void Add(string attack, string outcome, int count)
    {
        lock (_outcomes)
        {
            Count += count;
            if (!_outcomes.TryGetValue(attack, out var outcomes))
                _outcomes[attack] = outcomes = new(StringComparer.Ordinal);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + count;
        }
    }
}
