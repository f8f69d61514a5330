using Platform.Rehearsal.Cast;

namespace Platform.Rehearsal.Play;

/// <summary>Who takes part: every tier, every habit.</summary>
internal static class Troupe
{
    private static readonly Habit[] _habits = Enum.GetValues<Habit>();

    public static IReadOnlyList<Customer> Of(IReadOnlyList<Tier> tiers, int count)
    {
        var free = tiers.FirstOrDefault(tier => tier.IsFree) ?? tiers[0];
        var paid = Paid(tiers);
        // The steady ones begin with those that the others do not have
        var steady = tiers.OrderBy(tier => tier == free || paid.Contains(tier)).ToList();
        return [.. Enumerable.Range(0, count).Select(number => New(number, _habits[number % _habits.Length]))];

        Customer New(int number, Habit habit) => new(number, habit, habit switch
        {
            Habit.UsesUp => free,
            Habit.Changes => paid[0],
            Habit.Steady => steady[number / _habits.Length % steady.Count],
            // Each habit with each of them in turn
            _ => paid[(number + number / _habits.Length) % paid.Count],
        });
    }

    /// <summary>The tiers with a price a month, whoever uses them how much.</summary>
    public static IReadOnlyList<Tier> Paid(IReadOnlyList<Tier> tiers)
        => [.. tiers.Where(tier => tier.PriceMicros > 0).DefaultIfEmpty(tiers[^1])];
}
