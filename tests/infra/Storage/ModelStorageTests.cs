using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Storage;

public sealed class ModelStorageTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Account_OfAnyStack_EncryptsTwiceAndLogsEachService(string run)
    {
        var stack = Stacks[run];

        Assert.Equal(true, stack.One("StorageAccount")["encryption.requireInfrastructureEncryption"]);
        Assert.Equal("Kerberos;", stack.One("FileServiceProperties").Text("protocolSettings.smb.authenticationMethods"));
        foreach (var (name, service) in new[] { ("blobs", "blobServices"), ("files", "fileServices"), ("queues", "queueServices"),
                ("tables", "tableServices") })
            Assert.EndsWith(
                $"/{service}/default", stack.One("DiagnosticSetting", $"diagnostics-{name}").Text("resourceUri"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_OfAStackFile_GoCoolAndAreDeletedByIt()
    {
        var run = await StackRun.OfAsync("dev", ("storageVersionCoolDays", "10"), ("storageVersionDays", "45"));
        var actions = "policy.rules.0.definition.actions";
        var policy = run.One("ManagementPolicy");

        Assert.Equal(10.0, Convert.ToDouble(policy[$"{actions}.version.tierToCool.daysAfterCreationGreaterThan"]));
        Assert.Equal(45.0, Convert.ToDouble(policy[$"{actions}.version.delete.daysAfterCreationGreaterThan"]));
        Assert.Equal(45.0, Convert.ToDouble(policy[$"{actions}.snapshot.delete.daysAfterCreationGreaterThan"]));
    }
}
