using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>How long in a month the cluster's nodes run, by the workflows of Logic Apps that start and stop it.</summary>
internal static class RunningHours
{
    private const decimal HoursAWeek = 168;

    public static decimal Of(CostContext context)
    {
        var calls = context.OfType("azure-native:logic:Workflow").Select(InputValue.Of).ToArray();
        return TimeOf(calls, "/start") is { } start && TimeOf(calls, "/stop") is { } stop && stop.Hour > start.Hour
            ? start.Days * (stop.Hour - start.Hour) / HoursAWeek * Units.HoursAMonth
            : Units.HoursAMonth;
    }

    private static (int Days, decimal Hour)? TimeOf(IEnumerable<InputValue> workflows, string call)
    {
        foreach (var workflow in workflows)
            if (workflow.At("definition.actions.call.inputs.uri").Text.Contains($"{call}?", StringComparison.Ordinal))
            {
                var schedule = workflow.At("definition.triggers.clock.recurrence.schedule");
                return (schedule.At("weekDays").Items.Count(), First(schedule, "hours") + (First(schedule, "minutes") / 60));
            }

        return null;
    }

    private static decimal First(InputValue schedule, string part) => schedule.At(part).Items.FirstOrDefault()?.Number ?? 0;
}
