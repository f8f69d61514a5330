using Platform.Infra.Grants;
using Platform.Infra.MachineLearning;
using Platform.Infra.Tests.Cloud;
using Platform.Review.Evaluation;
using Pulumi;
using Pulumi.AzureNative.Authorization;

namespace Platform.Infra.Tests.MachineLearning;

public sealed class RegisteredModelsTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Models_OfAppModels_AreRegisteredByTheirContent(string run)
    {
        Assert.Equal(
            ModelFolder.In(StackFiles.Root).Select(folder => $"{folder.Model} {folder.Source.Number}").Order(),
            Stacks[run].All("ModelVersion").Select(version => $"{version.Text("name")} {version.Text("version")}").Order());
        // Azure deletes them, and so content that comes back finds its number free
        Assert.All(Stacks[run].All("ModelVersion"), version => Assert.Null(version.Options.RetainOnDelete));
    }

    [Fact]
    public void Model_OfAVersion_LiesInTheBlobStoreBelowItsHash()
    {
        var iris = ModelFolder.In(StackFiles.Root).Single(folder => folder.Model == "iris").Source;
        var version = Dev.One("ModelVersion", "model-iris-1");

        Assert.Equal(
            $"azureml://subscriptions/{Tenant.SubscriptionId}/resourcegroups/rg-platform-dev-westeurope/workspaces/mlw-platform-dev"
            + $"/datastores/workspaceblobstore/paths/models/iris/{iris.Hash}/iris",
            version.Text("properties.modelUri"));
        Assert.Equal("custom_model", version.Text("properties.modelType"));
        Assert.Equal(iris.Hash, version.Text("properties.tags.content"));
        Assert.Equal("iris/1", version.Text("properties.tags.folder"));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Model_BeforeItsCreation_IsUploadedByWhoeverMay(string run)
    {
        foreach (var version in Stacks[run].All("ModelVersion"))
        {
            var hook = Assert.Single(version.Options.Hooks.BeforeCreate);
            Assert.Contains($"-{version.Text("properties.tags.content")}-", hook.Name, StringComparison.Ordinal);
            // A preview uploads nothing
            Assert.NotEqual(true, hook.Options.OnDryRun);
            Assert.Contains(
                await Pulumi.Utilities.OutputUtilities.GetValueAsync(version.Options.DependsOn.ToOutput()),
                needed => needed.GetResourceName() == "deployer-uploads-assets");
        }
    }

    [Fact]
    public void Deployer_OfTheFirstDeployment_WritesToTheBlobStoreAlone()
    {
        var grant = Dev.One("RoleAssignment", "deployer-uploads-assets");

        Assert.EndsWith(
            $"/blobServices/default/containers/azureml-blobstore-{Dev.One("Workspace", "workspace").Answer("workspaceId")}",
            grant.Text("scope"),
            StringComparison.Ordinal);
        Assert.EndsWith(BuiltInRole.BlobDataContributor.Id, grant.Text("roleDefinitionId"), StringComparison.Ordinal);
        Assert.Equal(Tenant.ObjectId, grant.Text("principalId"));
        Assert.Equal(["principalId", "principalType"], grant.Options.IgnoreChanges);
    }

    [Fact]
    public void Deployer_LoggedInByTheAzureCli_IsAPerson()
    {
        Assert.Equal(PrincipalType.User, Principal.KindOf("04b07795-8ddb-461a-bbee-02f9e1bf7b46"));
        Assert.Equal(PrincipalType.ServicePrincipal, Principal.KindOf("client"));
    }
}
