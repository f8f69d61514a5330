using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Authorization;

namespace Platform.Infra.Security;

/// <summary>
/// Azure's own initiatives on the stack's group: they refuse nothing, and what breaks them is listed in the portal under Policy, also what
/// somebody made by hand. https://learn.microsoft.com/azure/governance/policy/samples/built-in-initiatives
/// </summary>
internal sealed class PolicyAssignments : PlatformComponent
{
    public PolicyAssignments(string name, PolicyAssignmentsArgs args, ComponentResourceOptions? options = null)
        : base("Policies", name, args.Scope, options)
    {
        var initiatives = args.Initiatives;
        foreach (var initiative in initiatives)
        {
            var (assignment, title, id) = Of(initiative);
            _ = new PolicyAssignment(assignment, new()
            {
                PolicyAssignmentName = assignment,
                Scope = Scope.ResourceGroupId,
                DisplayName = $"{title} ({Scope.Stack})",
                Description = $"Reports what of the platform's {Scope.Stack} stack breaks the initiative",
                PolicyDefinitionId = $"/providers/Microsoft.Authorization/policySetDefinitions/{id}",
                EnforcementMode = EnforcementMode.Default,
            }, Child());
        }

        RegisterOutputs();
    }

    private static (string Name, string Title, string Id) Of(PolicyInitiative initiative) => initiative switch
    {
        PolicyInitiative.PodSecurity =>
            ("pod-security", "Kubernetes cluster pod security restricted standards", "42b8ef37-b724-4e24-bbc8-7a7708edfe00"),
        _ => ("security-benchmark", "Microsoft cloud security benchmark", "1f3afdf9-d0c9-4c3d-847f-89da613e70a8"),
    };
}
