using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Workload;

public sealed class DefaultModelTests
{
    [Theory]
    [InlineData("iris")]
    [InlineData("bank")]
    public async Task DefaultModel_OfAStackFile_IsTheServersAndAnOutputForTheSmokeTest(string model)
    {
        var run = await StackRun.OfAsync("dev", ("workloadDefaultModel", model));

        const string last = "spec.template.spec.containers.0.env.6";
        Assert.Equal("Models__Default", run.One("Deployment").Text($"{last}.name"));
        Assert.Equal(model, run.One("Deployment").Text($"{last}.value"));
    }
}
