using Platform.Rehearsal.Cast;

namespace Platform.Rehearsal.Play;

/// <summary>Who takes part: every tier, every habit.</summary>
internal static class Troupe
{
    private static readonly Habit[] s_habits = Enum.GetValues<Habit>();

    public static IReadOnlyList<Customer> Of(IReadOnlyList<Tier> tiers, int count)
    {
        var free = tiers.FirstOrDefault(tier => tier.IsFree) ?? tiers[0];
        var paid = tiers.Where(tier => !tier.IsFree).DefaultIfEmpty(tiers[^1]).ToList();
        return [.. Enumerable.Range(0, count).Select(number => New(number, s_habits[number % s_habits.Length]))];

        Customer New(int number, Habit habit) => new(number, habit, habit switch
        {
            Habit.UsesUp => free,
            Habit.Changes => paid[0],
            Habit.Steady => tiers[number / s_habits.Length % tiers.Count],
            _ => paid[number % paid.Count],
        });
    }
}
