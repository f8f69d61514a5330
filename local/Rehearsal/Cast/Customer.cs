namespace Platform.Rehearsal.Cast;

/// <summary>A customer with one subscription.</summary>
internal sealed class Customer(int number, Habit habit, Tier tier)
{
    private readonly List<Call?> _calls = [];

    public int Number => number;

    public Habit Habit => habit;

    /// <summary>The tier that the gateway has.</summary>
    public Tier Tier { get; set; } = tier;

    /// <summary>The tier that it began with, under which the table shows its money.</summary>
    public Tier First { get; } = tier;

    public string Sid { get; } = $"sub-{number:D3}";

    public string Account { get; } = $"account-{number:D3}";

    public string Key { get; } = $"key-of-customer-{number:D3}";

    /// <summary>As the gateway has it.</summary>
    public string State { get; set; } = "active";

    public bool HasJoined { get; set; }

    /// <summary>Of its payment method.</summary>
    public string? Token { get; set; }

    /// <summary>By their numbers, which a call's body has as its length.</summary>
    public IReadOnlyList<Call?> Calls => _calls;

    /// <returns>The number of a call that begins.</returns>
    public int Begin()
    {
        lock (_calls)
        {
            _calls.Add(null);
            return _calls.Count - 1;
        }
    }

    public void End(int call, Call made)
    {
        lock (_calls)
            _calls[call] = made;
    }
}
