using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.MachineLearning;

public sealed class RetrainingTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Job = "properties.action.jobDefinition";

    [Theory, MemberData(nameof(All))]
    public void Schedule_InAnyStack_TrainsWithWhatTheRepositoryHolds(string run)
    {
        var schedule = Stacks[run].One("Schedule");

        Assert.Equal("python iris.py --data ${{inputs.data}} --model ${{outputs.model}}/1/model.onnx", schedule.Text($"{Job}.command"));
        Assert.Equal(Stacks[run].One("DataVersion").Text("properties.dataUri"), schedule.Text($"{Job}.inputs.data.uri"));
        Assert.Contains(":Compute/training", schedule.Text($"{Job}.computeId"), StringComparison.Ordinal);
        Assert.Contains(":CodeVersion/", schedule.Text($"{Job}.codeId"), StringComparison.Ordinal);
        Assert.Equal("machine-learning-client", schedule.Text($"{Job}.identity.clientId"));
        // Not the name of a model that is served
        Assert.Equal("iris-retrained", schedule.Text($"{Job}.outputs.model.assetName"));
        // Azure deletes none that is enabled
        Assert.True(schedule.Options.RetainOnDelete);
    }

    [Fact]
    public async Task Schedule_RunsWhenTheStackSays()
    {
        Assert.Equal((false, "0 3 * * 0"), When(Dev));
        Assert.Equal(
            (true, "30 4 1 * *"), When(await StackRun.OfAsync("dev", ("retrainingEnabled", "true"), ("retrainingCron", "30 4 1 * *"))));

        static (bool, string?) When(StackRun run) =>
            ((bool)run.One("Schedule")["properties.isEnabled"]!, run.One("Schedule").Text("properties.trigger.expression"));
    }

    [Fact]
    public void Data_OfIris_IsOneFileNamedByItsContent()
    {
        var version = Dev.One("DataVersion");

        Assert.EndsWith(
            $"/paths/data/iris/{version.Text("version")}/iris/iris.csv", version.Text("properties.dataUri"), StringComparison.Ordinal);
        Assert.Equal("uri_file", Dev.One("DataContainer").Text("properties.dataType"));
        Assert.True(version.Options.RetainOnDelete);
    }

    [Fact]
    public void Code_OfEachPurpose_IsOneScriptNamedByItsContent() =>
        Assert.All(Dev.All("CodeVersion"), code =>
        {
            Assert.EndsWith(
                $"/code/{code.Text("name")}/{code.Text("version")}/src", code.Text("properties.codeUri"), StringComparison.Ordinal);
            Assert.StartsWith("https://", code.Text("properties.codeUri"), StringComparison.Ordinal);
            Assert.Single(code.Options.Hooks.BeforeCreate);
        });

    [Fact]
    public void Environment_OfJobs_HoldsWhatTheScriptsImport()
    {
        var packages = Dev.One("EnvironmentVersion", "environment-training-version").Text("properties.condaFile")!;

        Assert.All(
            ["azureml-core", "azureml-dataset-runtime[fuse]", "numpy", "onnx>=", "onnxruntime", "pandas", "pyarrow", "scikit-learn",
                "azureml-mlflow"],
            package => Assert.Contains($"- {package}", packages, StringComparison.Ordinal));
    }
}
