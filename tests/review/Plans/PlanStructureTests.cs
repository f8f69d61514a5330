using Platform.Review.Stacks;
using Pulumi;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;
using Pulumi.AzureNative.ManagedIdentity;
using Kubernetes = Pulumi.Kubernetes;

namespace Platform.Review.Tests.Plans;

public sealed class PlanStructureTests
{
    [Fact]
    public async Task Record_NestedComponents_HavePathsOfNames()
    {
        var plan = await SmallStack.PlanAsync(stack =>
        {
            var inner = new Component("inner", new() { Parent = new Component("outer") });
            Identity("id", stack, new() { Parent = inner });
        });

        Assert.Equal(
            ["platform", "platform/group", "platform/outer", "platform/outer/inner", "platform/outer/inner/id"],
            plan.Resources.Select(resource => resource.Path));
        Assert.Equal(
            [null, "platform", "platform", "platform/outer", "platform/outer/inner"],
            plan.Resources.Select(resource => resource.Parent));
        Assert.Equal([false, true, false, false, true], plan.Resources.Select(resource => resource.Custom));
        Assert.Equal("azure-native:managedidentity:UserAssignedIdentity", plan.At("platform/outer/inner/id").Type);
    }

    [Fact]
    public async Task Record_SameTypeAndNameInTwoComponents_KeepsTheirInputsApart()
    {
        var plan = await SmallStack.PlanAsync(stack =>
        {
            Identity("id", stack, new() { Parent = new Component("one") }, "first");
            Identity("id", stack, new() { Parent = new Component("two") }, "second");
        });

        Assert.Equal("first", (string?)plan.At("platform/one/id").Inputs["resourceName"]);
        Assert.Equal("second", (string?)plan.At("platform/two/id").Inputs["resourceName"]);
    }

    [Fact]
    public async Task Record_Inputs_HaveWireNamesAndResolvedIds()
    {
        var plan = await SmallStack.PlanAsync(stack => _ = new Vault("vault", new()
        {
            VaultName = "kv-small",
            ResourceGroupName = stack.Group.Name,
            Properties = new VaultPropertiesArgs
            {
                TenantId = Identity("id", stack).TenantId,
                Sku = new SkuArgs { Family = SkuFamily.A, Name = SkuName.Standard },
                SoftDeleteRetentionInDays = 7,
                EnablePurgeProtection = true,
            },
            Tags = { ["id"] = Identity("other", stack).Id },
        }));

        var inputs = plan.At("platform/vault").Inputs;
        PlanAssert.IsJson(
            """
            {
              "enablePurgeProtection": true,
              "enableRbacAuthorization": false,
              "enableSoftDelete": true,
              "enabledForDeployment": false,
              "enabledForDiskEncryption": false,
              "enabledForTemplateDeployment": false,
              "publicNetworkAccess": "enabled",
              "sku": { "family": "A", "name": "standard" },
              "softDeleteRetentionInDays": 7,
              "tenantId": "11111111-1111-1111-1111-111111111111"
            }
            """,
            inputs["properties"]);
        Assert.Equal("rg-small", (string?)inputs["resourceGroupName"]);
        Assert.Equal(
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-small/providers/Microsoft.ManagedIdentity/"
            + "userAssignedIdentities/other",
            (string?)inputs["tags"]!["id"]);
    }

    [Fact]
    public async Task Record_Options_HoldOnlyWhatIsSet()
    {
        var plan = await SmallStack.PlanAsync(stack =>
        {
            var first = Identity("first", stack);
            Identity("second", stack, new()
            {
                Protect = true,
                DependsOn = { stack.Group, first },
                IgnoreChanges = { "tags", "location" },
                RetainOnDelete = true,
                DeleteBeforeReplace = true,
                ReplaceOnChanges = { "resourceName" },
                AdditionalSecretOutputs = { "clientId" },
                CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromMinutes(90) },
                Aliases =
                    { new Alias { Name = "old" }, new Alias { Type = "azure-native:managedidentity/v20230131:UserAssignedIdentity" } },
                Version = "1.2.3",
                ImportId = "/existing",
            });
        });

        PlanAssert.HasOptions("{}", plan.At("platform/first"));
        PlanAssert.HasOptions(
            """
            {
              "protect": true,
              "dependsOn": ["platform/first", "platform/group"],
              "ignoreChanges": ["location", "tags"],
              "retainOnDelete": true,
              "deleteBeforeReplace": true,
              "replaceOnChanges": ["resourceName"],
              "aliases": [{ "name": "old" }],
              "additionalSecretOutputs": ["clientId"],
              "customTimeouts": { "create": "01:30:00" },
              "import": "/existing",
              "version": "1.2.3"
            }
            """,
            plan.At("platform/second"));
    }

    [Fact]
    public async Task Record_ProtectedComponent_ProtectsItsChildrenUnlessTheySayOtherwise()
    {
        var plan = await SmallStack.PlanAsync(stack =>
        {
            var component = new Component("component", new() { Protect = true });
            Identity("kept", stack, new() { Parent = component });
            Identity("free", stack, new() { Parent = component, Protect = false });
        });

        Assert.True(plan.At("platform/component/kept").Options.Protect);
        Assert.False(plan.At("platform/component/free").Options.Protect);
    }

    [Fact]
    public async Task Record_ProviderOfAComponent_IsThatOfItsChildren()
    {
        var plan = await SmallStack.PlanAsync(stack =>
        {
            var provider = new Kubernetes.Provider("cluster");
            var component = new Component("component", new() { Providers = { provider } });
            _ = new Kubernetes.Core.V1.Namespace("space", null, new() { Parent = component });
            _ = new Kubernetes.Core.V1.Namespace("other");
        });

        Assert.Equal("platform/cluster", plan.At("platform/component/space").Options.Provider);
        Assert.Null(plan.At("platform/other").Options.Provider);
    }

    // A plan would say the same of every resource; where there are default providers, it has to tell theirs
    [Theory]
    [InlineData("""["kubernetes"]""", null, "platform/later", "platform/component/inside")]
    [InlineData("", "platform/cluster", "platform/later", "platform/component/inside")]
    public async Task Record_TheStacksOwnProvider_GoesWithoutSaying_WhereNoneIsMadeByItself(
        string off, string? own, string other, string below)
    {
        var plan = await SmallStack.PlanAsync(
            stack =>
            {
                var cluster = new Kubernetes.Provider("cluster");
                var component = new Component("component", new() { Providers = { cluster } });
                _ = new Kubernetes.Core.V1.Namespace("own", null, new() { Parent = component });
                _ = new Kubernetes.Core.V1.Namespace("other", null, new() { Provider = new Kubernetes.Provider("later") });
                var inside = new Kubernetes.Provider("inside", null, new() { Parent = component });
                _ = new Kubernetes.Core.V1.Namespace("below", null, new() { Provider = inside });
            },
            (DefaultProviders.Key, off));

        Assert.Equal(own, plan.At("platform/component/own").Options.Provider);
        Assert.Equal(other, plan.At("platform/other").Options.Provider);
        Assert.Equal(below, plan.At("platform/below").Options.Provider);
    }

    [Fact]
    public async Task Record_Settings_ReachTheProgram()
    {
        var plan = await SmallStack.PlanAsync(
            stack => Identity("id", stack, resourceName: new Config().Require("name")), ("platform:name", "from-settings"));

        Assert.Equal("from-settings", (string?)plan.At("platform/id").Inputs["resourceName"]);
    }

    [Fact]
    public async Task Record_StackOutputs_AreInThePlan()
    {
        var plan = await SmallStack.PlanAsync(stack => stack.Answer = stack.Group.Name);

        PlanAssert.IsJson("""{ "answer": "rg-small" }""", plan.Outputs);
    }

    private static UserAssignedIdentity Identity(
        string name, SmallStack stack, CustomResourceOptions? options = null, string? resourceName = null)
        => new(name, new() { ResourceName = resourceName ?? name, ResourceGroupName = stack.Group.Name }, options);
}
