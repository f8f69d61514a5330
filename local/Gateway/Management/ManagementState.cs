using Platform.Gateway.Model;
using Platform.Gateway.Policies;

namespace Platform.Gateway.Management;

/// <summary>
/// Users and subscriptions: the gateway's own, so that a change holds for the next call, and the snapshot after each change.
/// </summary>
internal sealed class ManagementState
{
    private readonly Dictionary<string, ManagedUser> _users = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly string? _path;

    public ManagementState(GatewayModel model, string? path)
    {
        (Model, _path) = (model, path);
        var snapshot = path is null ? new([], []) : ManagementSnapshot.Read(path);
        foreach (var user in snapshot.Users)
            _users[user.Id] = user;
        foreach (var subscription in snapshot.Subscriptions)
        {
            _changed.Add(subscription.Id);
            model.Subscriptions.Put(subscription.ToSubscription());
        }
    }

    public GatewayModel Model { get; }

    /// <summary>Held from looking at an ETag until the change is made.</summary>
    public Lock Gate { get; } = new();

    public IEnumerable<ManagedUser> Users => _users.Values;

    public ManagedUser? User(string id) => _users.GetValueOrDefault(id);

    public void Put(ManagedUser user)
    {
        _users[user.Id] = user;
        Save();
    }

    public void RemoveUser(string id)
    {
        _users.Remove(id);
        Save();
    }

    public void Put(Subscription subscription)
    {
        Model.Subscriptions.Put(subscription);
        _changed.Add(subscription.Id);
        Save();
    }

    /// <summary>One of the plan's is back with the next start, as with the next deployment.</summary>
    public void RemoveSubscription(string id)
    {
        Model.Subscriptions.Remove(id);
        _changed.Remove(id);
        Save();
    }

    private void Save()
    {
        if (_path is not null)
            new ManagementSnapshot(
                [.. _users.Values], [.. _changed.Select(id => ManagedSubscription.Of(Model.Subscriptions.Get(id)!))]).Write(_path);
    }
}
