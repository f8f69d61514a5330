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
        Assert.Contains(
            $":Compute/{Stacks[run].One("Compute").Text("computeName")}", schedule.Text($"{Job}.computeId"), StringComparison.Ordinal);
        Assert.Contains(":CodeVersion/", schedule.Text($"{Job}.codeId"), StringComparison.Ordinal);
        Assert.Equal("machine-learning-client", schedule.Text($"{Job}.identity.clientId"));
        // Not the name of a model that is served
        Assert.Equal("iris-retrained", schedule.Text($"{Job}.outputs.model.assetName"));
        // Azure deletes none that is enabled, and one that is kept has no name that the next would meet
        Assert.True(schedule.Options.RetainOnDelete);
        Assert.Null(schedule["name"]);
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

        Assert.Matches($"/paths/data/iris/{version.Name["data-iris-".Length..]}[0-9a-f]*/iris/iris.csv$", version.Text("properties.dataUri"));
        Assert.Equal(("iris", "uri_file"), (version.Text("name"), version.Text("properties.dataType")));
        Assert.NotEmpty(version.Text("properties.description")!);
    }

    [Fact]
    public void Code_OfEachPurpose_IsOneScriptNamedByItsContent() =>
        Assert.All(Dev.All("CodeVersion"), code =>
        {
            Assert.Matches($"/code/{code.Text("name")}/{code.Name[$"code-{code.Text("name")}-".Length..]}[0-9a-f]*/src$", code.Text("properties.codeUri"));
            Assert.StartsWith("https://", code.Text("properties.codeUri"), StringComparison.Ordinal);
            Assert.Single(code.Options.Hooks.BeforeCreate);
        });

    [Fact]
    public void Environment_OfJobs_HoldsWhatTheScriptsImport()
    {
        var environment = Assert.Single(Dev.All("EnvironmentVersion"), version => version.Text("name") == "training");
        var packages = environment.Text("properties.condaFile")!;

        Assert.All(
            ["azureml-core", "azureml-dataset-runtime[fuse]", "numpy", "onnx>=", "onnxruntime", "pandas", "pyarrow", "scikit-learn",
                "azureml-mlflow"],
            package => Assert.Contains($"- {package}", packages, StringComparison.Ordinal));
        // A tag such as latest names another image every other week, under the same version
        Assert.Matches(@"^mcr\.microsoft\.com/[\w./-]+@sha256:[0-9a-f]{64}$", environment.Text("properties.image"));
    }

    [Theory, MemberData(nameof(All))]
    public void Versions_InAnyStack_AreKeptUnderNamesOfPulumisAndHaveNoContainers(string run)
    {
        var versions = new[] { "CodeVersion", "DataVersion", "EnvironmentVersion" }.SelectMany(Stacks[run].All).ToArray();

        Assert.Equal(5, versions.Length);
        Assert.All(versions, version =>
        {
            Assert.Null(version["version"]);
            Assert.True(version.Options.RetainOnDelete);
            // With Pulumi's eight characters, at most the 30 of a version
            Assert.InRange(version.Name.Length, 1, 22);
        });
        Assert.DoesNotContain(
            Stacks[run].Custom, resource => resource.Type.StartsWith("azure-native:machinelearningservices:", StringComparison.Ordinal)
                && resource.Kind.EndsWith("Container", StringComparison.Ordinal));
    }
}
