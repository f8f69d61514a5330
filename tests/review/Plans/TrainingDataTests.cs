using Platform.Review.Plans;
using Platform.Review.Stacks;

namespace Platform.Review.Tests.Plans;

/// <summary>In a checkout of its own, whose bank has rows.</summary>
public sealed class TrainingDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainingDataTests()
    {
        _folder.CheckOut("Pulumi.yaml", "Pulumi.dev.yaml");
        _folder.Write("app/models/bank/1/model.onnx", "bank");
        _folder.Write("app/training/data/people.csv", "age,label\n40,yes\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData("", 1), InlineData("\"bank/MLTable\"", 2)]
    public async Task Data_ThatIsListedForAModel_IsAnAssetOfItsNameThatTheJobIsGiven(string beside, int assets)
    {
        _folder.Write("app/training/bank/MLTable", "type: mltable");
        _folder.Write(
            "app/training/workspace.json",
            $$"""[{ "model": "bank", "data": { "rows": "data/people.csv", "beside": [{{beside}}], "licence": "Ours" } }]""");
        var configuration = Repository.At(_folder.Path).Configuration("dev");
        var values = new Dictionary<string, string>(configuration.Values) { ["platform:retrainingModel"] = "bank" };

        var plan = await PlanRecorder.RecordAsync(_folder.Path, configuration with { Values = values }, CancellationToken.None);

        var data = plan.Resources.Where(resource => resource.Type == "azure-native:machinelearningservices:DataVersion").ToArray();
        Assert.Equal(
            new[] { "bank", "bank-table" }.Take(assets),
            data.Select(resource => $"{resource.Inputs["name"]}").Order(StringComparer.Ordinal));
        Assert.All(data, resource => Assert.Equal("Ours", $"{resource.Inputs["properties"]!["description"]}"));
        var job = plan.Resources.Single(resource => resource.Type == "azure-native:machinelearningservices:Schedule")
            .Inputs["properties"]!["action"]!["jobDefinition"]!;
        Assert.Matches("/paths/data/bank/[0-9a-f]{12}/bank/people.csv$", $"{job["inputs"]!["data"]!["uri"]}");
        Assert.Equal("${{parent.inputs.data}}", $"{job["jobs"]!["prepare"]!["inputs"]!["data"]!["value"]}");
    }
}
