namespace Platform.Review.Azure.Kinds;

/// <summary>What governs a stack: groups, templates, grants, policies, budgets.</summary>
internal static class ManagementKinds
{
    private const string Roles = "https://learn.microsoft.com/azure/role-based-access-control/overview";

    public static Kind[] All { get; } =
    [
        new("azure-native:authorization:PolicyAssignment")
        {
            Path = "/{scope}/providers/Microsoft.Authorization/policyAssignments/{policyAssignmentName}",
            Free = "https://azure.microsoft.com/pricing/details/azure-policy/",
        },
        new("azure-native:authorization:RoleAssignment")
        {
            Path = "/{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
            Free = Roles,
            ForceNew = ["principalId"],
            // https://learn.microsoft.com/cli/azure/role/assignment#az-role-assignment-update: description and condition alone
            Fixed = ["delegatedManagedIdentityResourceId", "principalType", "roleDefinitionId"],
        },
        new("azure-native:authorization:RoleDefinition")
            { Path = "/{scope}/providers/Microsoft.Authorization/roleDefinitions/{roleDefinitionId}", Free = Roles },
        new("azure-native:consumption:Budget")
        {
            Path = "/{scope}/providers/Microsoft.Consumption/budgets/{budgetName}",
            Free = "https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-acm-create-budgets",
        },
        new("azure-native:resources:Deployment")
            { Path = "Microsoft.Resources/deployments/{deploymentName}", Label = "Template deployment", IsTaggable = true },
        new("azure-native:resources:Resource") { Path = "{resourceProviderNamespace}/{parentResourcePath}/{resourceType}/{resourceName}" },
        // What it creates is paid for, and is not in the plan
        new("azure-native:resources:ResourceGroup")
        {
            Path = "",
            Holds = Holding.Lasting, IsTaggable = true,
            Free = "https://learn.microsoft.com/azure/azure-resource-manager/management/overview",
        },
        new("azure-native:security:Pricing") { Path = "/{scopeId}/providers/Microsoft.Security/pricings/{pricingName}" },
    ];
}
