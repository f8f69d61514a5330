using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.Authorization;

namespace Platform.Infra.Grants;

/// <summary>A role on a resource.</summary>
internal sealed record Access
{
    private readonly Func<PlatformScope, Output<string>> _roleId;

    /// <param name="at">The narrowest resource that serves the reason.</param>
    public Access(BuiltInRole role, Output<string> at)
    {
        (At, Seed) = (at, $"/{role.Id}");
        _roleId = scope => Output.Format(
            $"/subscriptions/{scope.SubscriptionId}/providers/Microsoft.Authorization/roleDefinitions/{role.Id}");
    }

    /// <summary>Of a role that the stack defines itself.</summary>
    /// <param name="at">The narrowest resource that serves the reason.</param>
    public Access(RoleDefinition role, Output<string> at)
    {
        (At, Seed) = (at, "");
        _roleId = _ => role.Id;
    }

    public Output<string> At { get; }

    /// <summary>What of the role is meant, where it is not all of it.</summary>
    public string? Condition { get; init; }

    /// <summary>What the role adds to the assignment's id, besides its name.</summary>
    public string Seed { get; }

    public Output<string> RoleIn(PlatformScope scope) => _roleId(scope);
}
