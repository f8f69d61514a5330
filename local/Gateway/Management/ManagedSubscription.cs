using Platform.Gateway.Model;

namespace Platform.Gateway.Management;

/// <summary>A subscription as the snapshot keeps it.</summary>
internal sealed record ManagedSubscription(
    string Id, string Name, string Scope, string State, string PrimaryKey, string SecondaryKey, DateTime CreatedDate, string? OwnerId)
{
    public static ManagedSubscription Of(Subscription given) => new(
        given.Id, given.Name, given.Scope, given.State, given.PrimaryKey, given.SecondaryKey, given.CreatedDate, given.OwnerId);

    public Subscription ToSubscription() => new(Id, Name, Scope, State, PrimaryKey, SecondaryKey, CreatedDate) { OwnerId = OwnerId };
}
