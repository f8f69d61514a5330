using System.Collections.Immutable;
using Pulumi;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.Schedules;

/// <param name="Identity">Who calls.</param>
/// <param name="Path">Of a POST, from <c>/subscriptions</c> up to and without the query.</param>
/// <param name="Version">Of the API.</param>
/// <param name="Days">On which it calls.</param>
/// <param name="At">When, in UTC.</param>
internal sealed record TimedCallArgs(
    UserAssignedIdentity Identity, Output<string> Path, string Version, IEnumerable<DayOfWeek> Days, TimeOnly At)
{
    /// <summary>Null for none.</summary>
    public Output<ImmutableDictionary<string, object>>? Body { get; init; }
}
