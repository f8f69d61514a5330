using System.Globalization;
using Platform.Review.Costs;
using Platform.Review.Costs.Prices;

namespace Platform.Review.Report.Costs;

/// <summary>What of an estimate its owner has to see to, in sentences.</summary>
internal static class CostWarnings
{
    private const int OldestDays = 90;

    public static IEnumerable<string> Of(CostReport report)
    {
        if (report is { IsOverBudget: true, Budget: { } budget })
            yield return $"The estimate of {CostPhrases.Money(report.Total)} {report.Currency} is over platform:budgetMonthly, "
                + $"{CostPhrases.Money(budget)}: raise the budget, or take something out.";
        else if (report is { IsAtLeast: true, Budget: { } least } && report.Total > least * 0.9m)
            yield return $"The estimate is at least {CostPhrases.Money(report.Total)} {report.Currency}, and platform:budgetMonthly "
                + $"{CostPhrases.Money(least)}.";
        if (report.Today is { } today && Old(report, today) is { Length: > 0 } old)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{old.Length} of the {Used(report).Count()} prices in it are older than {OldestDays} days, the oldest of {old.Min(
                    price => price.Date):yyyy-MM-dd}: ")
                + "bring them up to date with `dotnet platform.cs prices --update`.";
    }

    private static Price[] Old(CostReport report, DateOnly today)
        => [.. Used(report).Where(price => price.Date.DayNumber < today.DayNumber - OldestDays)];

    private static IEnumerable<Price> Used(CostReport report)
        => report.Resources.SelectMany(resource => resource.Lines).Select(line => line.Price).Distinct();
}
