using System.Text.Json.Nodes;

namespace Platform.Gateway.Management;

/// <summary>https://learn.microsoft.com/rest/api/apimanagement/user</summary>
internal sealed class UserResource(ManagementState state, TimeProvider clock)
{
    private static readonly string[] _states = ["active", "blocked", "pending", "deleted"];

    public async Task HandleAsync(ManagementRequest request, string id)
    {
        switch (request.Method)
        {
            case "PUT":
                var (isNew, user) = Put(request, id, await request.PropertiesAsync());
                await request.AnswerAsync(isNew ? 201 : 200, Shape(request, user), user);
                break;
            case "GET" or "HEAD":
                var found = Find(id);
                await request.AnswerAsync(200, Shape(request, found), found);
                break;
            case "DELETE":
                await request.AnswerAsync(Delete(request, id));
                break;
            default:
                throw new ManagementFault(405, "MethodNotAllowed", $"A user has no {request.Method}; allowed: PUT, GET, HEAD, DELETE");
        }
    }

    public Task ListAsync(ManagementRequest request)
    {
        lock (state.Gate)
            return request.ListAsync(
                [.. state.Users.OrderBy(each => each.Id, StringComparer.Ordinal).Select(each => Shape(request, each))]);
    }

    private (bool IsNew, ManagedUser User) Put(ManagementRequest request, string id, JsonObject given)
    {
        var status = ManagementRequest.Text(given, "state") ?? "active";
        if (!_states.Contains(status))
            throw ManagementFault.Invalid($"'state' is '{status}'; allowed: {string.Join(", ", _states)}");
        lock (state.Gate)
        {
            var old = state.User(id);
            if (old is not null)
                request.Match(old, isRequired: false);
            var user = new ManagedUser(
                id, Required("firstName", 100), Required("lastName", 100), Required("email", 254), status,
                ManagementRequest.Text(given, "note"),
                old?.RegistrationDate ?? clock.GetUtcNow().UtcDateTime);
            state.Put(user);
            return (old is null, user);
        }

        string Required(string name, int most) => ManagementRequest.Text(given, name, most) is { Length: > 0 } text
            ? text
            : throw ManagementFault.Invalid($"'{name}' must not be empty.");
    }

    private int Delete(ManagementRequest request, string id)
    {
        lock (state.Gate)
        {
            if (state.User(id) is not { } user)
                return 204;
            request.Match(user, isRequired: true);
            var owned = state.Model.Subscriptions.All.Where(each => each.OwnerId == id).ToArray();
            if (owned.Length > 0 && request.Query["deleteSubscriptions"] != "true")
                throw ManagementFault.Invalid($"The user has {owned.Length} subscriptions; deleteSubscriptions=true deletes them too.");
            foreach (var subscription in owned)
                state.RemoveSubscription(subscription.Id);
            state.RemoveUser(id);
            return 204;
        }
    }

    private ManagedUser Find(string id)
    {
        lock (state.Gate)
            return state.User(id) ?? throw ManagementFault.NotFound("User");
    }

    private static JsonObject Shape(ManagementRequest request, ManagedUser user) => request.Shape("users", user.Id, new()
    {
        ["firstName"] = user.FirstName,
        ["lastName"] = user.LastName,
        ["email"] = user.Email,
        ["state"] = user.State,
        ["note"] = user.Note,
        ["registrationDate"] = user.RegistrationDate,
        ["groups"] = new JsonArray(),
        ["identities"] = new JsonArray(new JsonObject { ["provider"] = "Basic", ["id"] = user.Email }),
    });
}
