using Platform.Billing.Rating;

namespace Platform.Billing.Console.Accounts;

/// <summary>A customer's subscription as it stands.</summary>
/// <param name="Sid">As the gateway calls it.</param>
/// <param name="State">Of the database: active, past_due, suspended, cancelled.</param>
/// <param name="Anchor">The hour it began.</param>
/// <param name="Ended">The hour it ended, or null.</param>
/// <param name="Phases">All of its plans, ascending; the last may lie ahead.</param>
internal sealed record Subscription(string Sid, string State, long Anchor, long? Ended, IReadOnlyList<Phase> Phases)
{
    public bool IsOver => State == "cancelled";

    /// <summary>The plan that is rated in an hour.</summary>
    public Phase At(long hour) => Phases.LastOrDefault(phase => phase.FromHour <= hour) ?? Phases[0];

    /// <summary>The plan that is to come, or null.</summary>
    public Phase? After(long hour) => Phases.FirstOrDefault(phase => phase.FromHour > hour);
}
