using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Tests.Cloud;
using Platform.Review.Evaluation;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Infra.Tests;

public sealed class StructureTests(Stacks stacks) : PlatformStackTest(stacks)
{
    // What the platform consists of, in every stack
    private static readonly string[] _kinds =
    [
        "ResourceGroup", "VirtualNetwork", "NetworkSecurityGroup", "Workspace", "Component", "ActionGroup", "Budget", "ActivityLogAlert",
        "UserAssignedIdentity", "RoleAssignment", "Registry", "Template", "Vault", "StorageAccount", "BlobServiceProperties",
        "ManagementPolicy", "ManagedCluster", "AgentPool", "MaintenanceConfiguration", "DataCollectionRule", "FederatedIdentityCredential",
        "Namespace", "ServiceAccount", "Deployment", "Service", "ScaledObject", "PodDisruptionBudget", "NetworkPolicy", "Secret",
        "ApiManagementService", "Api", "ApiPolicy", "Backend", "Product", "ProductPolicy", "ProductApi", "ProductGroup", "Logger",
        "Diagnostic", "DiagnosticSetting", "Application", "ServicePrincipal",
    ];

    [Theory, MemberData(nameof(All))]
    public void Stack_OfAnyKind_HasEveryResourceKind(string run)
        => Assert.Empty(_kinds.Except(Stacks[run].Custom.Select(resource => resource.Kind)));

    [Theory, MemberData(nameof(All))]
    public void Stack_OfAnyKind_HasOneComponentPerConcern(string run)
        => Assert.Equal(
            [
                "alerts", "api-application", "certificates", "cluster", "gateway", "identity", "machine-learning", "network",
                "observability", "policies", "prometheus", "registry", "secrets", "storage", "workbook", "workload",
            ],
            Stacks[run].Resources.Where(resource => resource is { Resource: PlatformComponent, Options.Parent: null })
                .Select(resource => resource.Name).Order());

    // The parent's type is a part of a URN, and a resource with another URN is another resource: the one that is there would go
    [Theory, MemberData(nameof(All))]
    public async Task Resource_OfAComponentWithinAnother_IsFoundBelowTheOuterOneToo(string run)
    {
        var outer = Stacks[run].Resources.Where(
            resource => resource.Options.Parent is PlatformComponent && resource.Resource is PlatformComponent)
            .ToDictionary(component => component.Resource, component => component.Options.Parent!);
        var moved = Stacks[run].Custom.Where(resource => resource.Options.Parent is { } parent && outer.ContainsKey(parent)).ToList();

        Assert.True(moved.Count >= 15, $"only {moved.Count} resources are in a component within another");
        foreach (var resource in moved)
        {
            var aliases = await OutputUtilities.GetValueAsync(Output.All(resource.Options.Aliases));
            Assert.Contains(aliases, alias => alias.Parent == outer[resource.Options.Parent!] && alias.Name is null && alias.Type is null);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void CustomResource_InAnyStack_HasComponentAsParent(string run)
        => Assert.DoesNotContain(
            Stacks[run].Custom.Where(resource => resource.Kind is not ("ResourceGroup" or "azure-native" or "azuread")),
            resource => resource.Options.Parent is not PlatformComponent);

    [Theory]
    [InlineData("ManagedCluster", "cluster")]
    [InlineData("ApiManagementService", "gateway")]
    [InlineData("VirtualNetwork", "network")]
    [InlineData("StorageAccount", "storage")]
    [InlineData("Deployment", "stable")]
    [InlineData("Application", "api-application")]
    public void CustomResource_OfAConcern_BelongsToItsComponent(string kind, string component)
        => Assert.Equal(component, Prod.One(kind).Options.Parent!.GetResourceName());

    [Theory, MemberData(nameof(All))]
    public void Resource_ThatCanHaveTags_HasTheStacksTags(string run)
    {
        var taggable = Stacks[run].Custom.Where(resource => resource.Args.GetType().GetProperty("Tags") is not null).ToList();

        Assert.True(taggable.Count > 20, $"only {taggable.Count} resources can have tags");
        Assert.All(taggable, resource =>
        {
            var tags = resource["tags"];
            // Entra, and the gateway's named values, have a list where Azure has a map
            var stack = tags is System.Collections.Immutable.ImmutableArray<object> list
                ? list.OfType<string>()
                    .SingleOrDefault(tag => tag.StartsWith("environment:", StringComparison.Ordinal))?["environment:".Length..]
                : resource.Text("tags.environment");
            Assert.True(stack == (run == "dev" ? "dev" : "prod"), $"{resource} has the tags {tags}");
        });
    }

    [Fact]
    public void LastingResource_InProd_IsProtected()
        => Assert.Equal(
            [
                "ApiManagementService service", "Application application", "AzureMonitorWorkspace metrics", "ManagedCluster aks",
                "PrivateKey authority-key", "PrivateKey gateway-key", "PrivateKey server-key", "Registry registry",
                "ResourceGroup resource-group", "SelfSignedCert authority", "StorageAccount account", "Vault machine-learning-vault",
                "Vault vault",
                "VirtualNetwork vnet", "Workspace logs", "Workspace workspace",
            ],
            Prod.Custom.Where(resource => resource.Options.Protect == true).Select(resource => $"{resource.Kind} {resource.Name}")
                .Order(StringComparer.Ordinal));

    [Fact]
    public void Resource_InDev_IsNotProtected() => Assert.DoesNotContain(Dev.Resources, resource => resource.Options.Protect == true);

    [Theory, MemberData(nameof(All))]
    public void RoleAssignment_InAnyStack_HasPrincipalTypeReasonAndNarrowScope(string run)
        => Assert.All(Stacks[run].All("RoleAssignment"), grant =>
        {
            Assert.Contains(grant.Text("principalType"), new[] { "ServicePrincipal", "Group" });
            Assert.NotEmpty(grant.Text("description")!);
            Assert.Matches("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", grant.Text("roleAssignmentName"));
            // Below a resource group, and not the group itself
            Assert.Contains("/providers/", grant.Text("scope"), StringComparison.Ordinal);
            Assert.StartsWith($"/subscriptions/{Tenant.SubscriptionId}/resourceGroups/", grant.Text("scope"), StringComparison.Ordinal);
        });

    [Theory, MemberData(nameof(All))]
    public void RoleAssignments_OfAStack_HaveIdsThatDiffer(string run)
        => Assert.Distinct(Stacks[run].All("RoleAssignment").Select(grant => grant.Text("roleAssignmentName")));

    [Fact]
    public void Owner_OrOtherSubscriptionWideRole_IsNeverGranted()
    {
        var known = BuiltInRole.All.Select(role => role.Id).ToHashSet();

        Assert.All(Prod.All("RoleAssignment"), grant => Assert.Contains(grant.Text("roleDefinitionId")!.Split('/')[^1], known));
        Assert.DoesNotContain("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", known);
    }

    [Theory]
    [InlineData("Registry")]
    [InlineData("Vault")]
    [InlineData("ManagedCluster")]
    [InlineData("ApiManagementService")]
    public void Service_InAnyStack_SendsItsLogs(string kind)
    {
        foreach (var run in new[] { Dev, Prod })
            Assert.Contains(
                run.All("DiagnosticSetting"), setting => run.KindOf(setting.Text("resourceUri")) == kind);
    }

    [Fact]
    public async Task Settings_Invalid_CreateNothing()
    {
        var (failure, resources) = await StackRun.FailAsync("dev", ("gatewaySku", "Basic"), ("clusterTier", "Gold"));

        Assert.Contains("The settings of stack 'dev' have 2 problems; nothing was changed:", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(resources, resource => resource.Resource is not Stack);
    }
}
