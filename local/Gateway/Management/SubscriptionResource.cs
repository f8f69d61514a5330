using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Platform.Gateway.Model;

namespace Platform.Gateway.Management;

/// <summary>https://learn.microsoft.com/rest/api/apimanagement/subscription</summary>
internal sealed class SubscriptionResource(ManagementState state, TimeProvider clock)
{
    private const int NameCharacters = 100;

    private static readonly string[] _states = ["suspended", "active", "expired", "submitted", "rejected", "cancelled"];

    public async Task HandleAsync(ManagementRequest request, string id)
    {
        switch (request.Method)
        {
            case "PUT":
                var (isNew, put) = Put(request, id, await request.PropertiesAsync());
                await request.AnswerAsync(isNew ? 201 : 200, Shape(request, put), put);
                break;
            case "GET" or "HEAD":
                var found = Find(id);
                await request.AnswerAsync(200, Shape(request, found), found);
                break;
            case "PATCH":
                var patched = Patch(request, id, await request.PropertiesAsync());
                await request.AnswerAsync(200, Shape(request, patched), patched);
                break;
            case "DELETE":
                await request.AnswerAsync(Delete(request, id));
                break;
            default:
                throw new ManagementFault(
                    405, "MethodNotAllowed", $"A subscription has no {request.Method}; allowed: PUT, GET, HEAD, PATCH, DELETE");
        }
    }

    public Task ListAsync(ManagementRequest request) => request.ListAsync(
        state.Model.Subscriptions.All.OrderBy(each => each.Id, StringComparer.Ordinal).Select(each => Shape(request, each)));

    public async Task ActAsync(ManagementRequest request, string id, string action)
    {
        switch (action)
        {
            case "listSecrets":
                var found = Find(id);
                await request.AnswerAsync(200, new() { ["primaryKey"] = found.PrimaryKey, ["secondaryKey"] = found.SecondaryKey }, found);
                break;
            case "regeneratePrimaryKey":
                Change(id, old => old with { PrimaryKey = NewKey() });
                await request.AnswerAsync(204);
                break;
            case "regenerateSecondaryKey":
                Change(id, old => old with { SecondaryKey = NewKey() });
                await request.AnswerAsync(204);
                break;
            default:
                throw new ManagementFault(404, "ResourceNotFound", $"A subscription has no action '{action}'; "
                    + "allowed: listSecrets, regeneratePrimaryKey, regenerateSecondaryKey");
        }
    }

    private (bool IsNew, Subscription Subscription) Put(ManagementRequest request, string id, JsonObject given)
    {
        if (ManagementRequest.Text(given, "scope") is null || ManagementRequest.Text(given, "displayName") is not { Length: > 0 })
            throw ManagementFault.Invalid("a subscription needs 'scope' and 'displayName'");
        lock (state.Gate)
        {
            var old = state.Model.Subscriptions.Get(id);
            if (old is not null)
                request.Match(old, isRequired: false);
            var fresh = old ?? new(id, "", "", "submitted", NewKey(), NewKey(), clock.GetUtcNow().UtcDateTime);
            var subscription = Apply(fresh, given);
            state.Put(subscription);
            return (old is null, subscription);
        }
    }

    private Subscription Patch(ManagementRequest request, string id, JsonObject given) => Change(id, old =>
    {
        request.Match(old, isRequired: true);
        return Apply(old, given);
    });

    private int Delete(ManagementRequest request, string id)
    {
        lock (state.Gate)
        {
            if (state.Model.Subscriptions.Get(id) is not { } subscription)
                return 204;
            request.Match(subscription, isRequired: true);
            state.RemoveSubscription(id);
            return 200;
        }
    }

    private Subscription Apply(Subscription old, JsonObject given)
    {
        var changed = old with
        {
            Name = ManagementRequest.Text(given, "displayName", NameCharacters) ?? old.Name,
            Scope = ManagementRequest.Text(given, "scope") is { } scope ? Scope(scope) : old.Scope,
            State = ManagementRequest.Text(given, "state") ?? old.State,
            PrimaryKey = ManagementRequest.Text(given, "primaryKey") ?? old.PrimaryKey,
            SecondaryKey = ManagementRequest.Text(given, "secondaryKey") ?? old.SecondaryKey,
            OwnerId = ManagementRequest.Text(given, "ownerId") is { } owner ? Owner(owner) : old.OwnerId,
        };
        if (!_states.Contains(changed.State))
            throw ManagementFault.Invalid($"'state' is '{changed.State}'; allowed: {string.Join(", ", _states)}");
        foreach (var key in new[] { changed.PrimaryKey, changed.SecondaryKey })
            if (key.Length is 0 or > 256 || !key.All(IsOfHeader) || state.Model.Subscriptions.Find(key) is { } other && other.Id != old.Id)
                throw ManagementFault.Invalid("a key has 1 to 256 visible ASCII characters, and is no other subscription's");
        return changed;
    }

    // What a header carries unchanged
    private static bool IsOfHeader(char character) => character is > ' ' and < '\x7f';

    private string Scope(string given)
    {
        var path = "/" + given.Split("/service/") switch { [_, var rest] => string.Join('/', rest.Split('/')[1..]), _ => given.Trim('/') };
        var isKnown = path.Split('/') switch
        {
            ["", "products", var id] => state.Model.Products.ContainsKey(id),
            ["", "apis", var id] => state.Model.Apis.Any(api => api.Id == id),
            ["", "apis"] => true,
            _ => false,
        };
        return isKnown
            ? path
            : throw ManagementFault.Invalid($"'scope' is '{given}'; allowed: /products/{{id}}, /apis/{{id}} of what there is, and /apis");
    }

    private string Owner(string given) => given.Split('/')[^1] is var id && state.User(id) is not null
        ? id
        : throw ManagementFault.Invalid($"'ownerId' is '{given}'; there is no such user");

    private Subscription Change(string id, Func<Subscription, Subscription> change)
    {
        lock (state.Gate)
        {
            var changed = change(Find(id));
            state.Put(changed);
            return changed;
        }
    }

    private Subscription Find(string id) => state.Model.Subscriptions.Get(id) ?? throw ManagementFault.NotFound("Subscription");

    private static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    // Keys are what listSecrets answers
    private static JsonObject Shape(ManagementRequest request, Subscription subscription)
        => request.Shape("subscriptions", subscription.Id, new()
    {
        ["ownerId"] = subscription.OwnerId is { } owner ? $"{request.Service}/users/{owner}" : null,
        ["scope"] = request.Service + subscription.Scope,
        ["displayName"] = subscription.Name,
        ["state"] = subscription.State,
        ["createdDate"] = subscription.CreatedDate,
    });
}
