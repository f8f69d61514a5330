using System.Collections.Immutable;
using Pulumi;
using Pulumi.AzureNative.ManagedIdentity;
using Pulumi.AzureNative.Storage;

namespace Platform.Review.Tests.Plans;

public sealed class PlanFailureTests
{
    [Fact]
    public async Task Record_UnknownFunction_NamesItAndWhereToAddIt()
    {
        var message = await SmallStack.FailAsync(_ => Deployment.Instance.Invoke<ImmutableDictionary<string, string>>(
            "azure-native:storage:listStorageAccountKeys", InvokeArgs.Empty));

        Assert.Equal(
            "The plan's cloud has no answer to the function azure-native:storage:listStorageAccountKeys; add one to "
            + "review/Evaluation/CloudFunctions.cs.",
            message);
    }

    [Fact]
    public async Task Record_UnknownAzureType_NamesItAndWhereToAddIt()
    {
        var message = await SmallStack.FailAsync(
            stack => _ = new CustomResource("azure-native:quantum:Workspace", "quantum", ResourceArgs.Empty, null));

        Assert.Equal(
            "The plan's cloud does not know where azure-native:quantum:Workspace is in Azure; add a row for it to review/Azure/Kinds.",
            message);
    }

    [Fact]
    public async Task Record_UnknownPackage_NamesItAndWhereToAddIt()
    {
        var message =
            await SmallStack.FailAsync(stack => _ = new CustomResource("random:index/randomId:RandomId", "id", ResourceArgs.Empty, null));

        Assert.Equal(
            "The plan's cloud does not know the package 'random' of random:index/randomId:RandomId; add it in "
            + "review/Evaluation/CloudMock.cs.",
            message);
    }

    [Fact]
    public async Task Record_EmptyInputInAnId_NamesTheInput()
    {
        var message = await SmallStack.FailAsync(stack => _ = new BlobContainer("models", new()
        {
            AccountName = Output.Create(""),
            ResourceGroupName = stack.Group.Name,
        }));

        Assert.Equal(
            "azure-native:storage:BlobContainer 'models' has no id in the plan: its input 'accountName' is empty. Give it a value, or add "
            + "the output that it comes from to review/Evaluation/AzureOutputs.cs.",
            message);
    }

    [Fact]
    public async Task Record_ProgramReportsAProblem_SaysExactlyThat()
        => Assert.Equal("Set platform:location.", await SmallStack.FailAsync(_ => throw new RunException("Set platform:location.")));

    [Fact]
    public async Task Record_ProgramHasADefect_ShowsWhere()
    {
        var message = await SmallStack.FailAsync(_ => throw new InvalidOperationException("no luck"));

        Assert.StartsWith(
            "The program of stack 'small' failed: System.InvalidOperationException: no luck", message, StringComparison.Ordinal);
        Assert.Contains(nameof(Record_ProgramHasADefect_ShowsWhere), message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_TwoResourcesWithOnePath_NamesThem()
    {
        var message = await SmallStack.FailAsync(stack =>
        {
            _ = new UserAssignedIdentity("same", new() { ResourceName = "same", ResourceGroupName = stack.Group.Name });
            _ = new StorageAccount("same", new()
            {
                AccountName = "same",
                ResourceGroupName = stack.Group.Name,
                Kind = Kind.StorageV2,
                Sku = new Pulumi.AzureNative.Storage.Inputs.SkuArgs { Name = SkuName.Standard_LRS },
            });
        });

        Assert.Equal(
            "Several resources have the same parent and name; give them different names: "
            + "platform/same (azure-native:managedidentity:UserAssignedIdentity, azure-native:storage:StorageAccount)",
            message);
    }

    [Fact]
    public async Task Record_ResourceWaitsForItself_NamesIt()
    {
        var exception = await Assert.ThrowsAsync<ReviewException>(() => SmallStack.PlanAsync(
            new("small", new Dictionary<string, string>(), []),
            stack =>
            {
                var component = new Component("component");
                _ = new UserAssignedIdentity(
                    "id",
                    new() { ResourceName = "id", ResourceGroupName = stack.Group.Name },
                    new() { Parent = component, DependsOn = component });
            },
            TimeSpan.FromMilliseconds(100)));

        Assert.Equal(
            "The program of stack 'small' does not come to an end. These resources wait, perhaps for themselves, "
            + "as one does that depends on "
            + "a component it is part of: platform/component/id",
            exception.Message);
    }

    [Fact]
    public async Task Record_CallbackOfAnOutputFails_SaysWhy()
    {
        var message = await SmallStack.FailAsync(stack => _ = new UserAssignedIdentity("id", new()
        {
            ResourceName = stack.Group.Name.Apply(string (_) => throw new InvalidOperationException("no luck")),
            ResourceGroupName = stack.Group.Name,
        }));

        Assert.Contains("System.InvalidOperationException: no luck", message, StringComparison.Ordinal);
    }
}
