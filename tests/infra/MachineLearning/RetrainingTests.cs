using System.Collections.Immutable;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.MachineLearning;

public sealed class RetrainingTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Job = "properties.action.jobDefinition";

    [Theory, MemberData(nameof(All))]
    public void Schedule_InAnyStack_TrainsWithWhatTheRepositoryHolds(string run)
    {
        var schedule = Stacks[run].One("Schedule");

        Assert.Equal("Pipeline", schedule.Text($"{Job}.jobType"));
        Assert.Equal(Data(Stacks[run], "iris").Text("properties.dataUri"), schedule.Text($"{Job}.inputs.data.uri"));
        Assert.Matches("/datastores/workspaceblobstore/paths/models/iris/[0-9a-f]{12}/iris$", schedule.Text($"{Job}.inputs.service.uri"));
        Assert.Equal(Stacks[run].One("Compute").Id, schedule.Text($"{Job}.settings.default_compute"));
        Assert.Equal(
            Stacks[run].One("UserAssignedIdentity", "machine-learning").Answer("clientId"), schedule.Text($"{Job}.identity.clientId"));
        // Not the name of a model that is served
        Assert.Equal("iris-retrained", schedule.Text($"{Job}.outputs.model.assetName"));
        // Azure deletes none that is enabled, and one that is kept has no name that the next would meet
        Assert.True(schedule.Options.RetainOnDelete);
        Assert.Null(schedule["name"]);
    }

    [Fact]
    public void Steps_OfTheJob_AreComponents_EachFedByThoseBeforeIt()
    {
        var schedule = Dev.One("Schedule");
        string[] steps = ["prepare", "sweep", "train", "evaluate", "explain", "package", "compare", "publish"];

        var jobs = Assert.IsType<ImmutableDictionary<string, object>>(schedule[$"{Job}.jobs"]);
        Assert.Equal(steps.Order(StringComparer.Ordinal), jobs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("${{parent.inputs.data}}", schedule.Text($"{Job}.jobs.prepare.inputs.data.value"));
        Assert.Equal("${{parent.jobs.prepare.outputs.rows}}", schedule.Text($"{Job}.jobs.train.inputs.rows.value"));
        Assert.Equal("${{parent.jobs.sweep.outputs.settings}}", schedule.Text($"{Job}.jobs.train.inputs.settings.value"));
        // What is registered has passed the comparison with what serves
        Assert.Equal("${{parent.inputs.service}}", schedule.Text($"{Job}.jobs.compare.inputs.service.value"));
        Assert.Equal("${{parent.jobs.compare.outputs.verdict}}", schedule.Text($"{Job}.jobs.publish.inputs.verdict.value"));
        Assert.Equal("${{parent.outputs.model}}", schedule.Text($"{Job}.jobs.publish.outputs.model.value"));
        Assert.All(
            steps, step => Assert.Equal(
                Assert.Single(Dev.All("ComponentVersion"), component => component.Text("name") == $"iris_{step}").Id,
                schedule.Text($"{Job}.jobs.{step}.componentId")));
    }

    [Fact]
    public void Components_OfTheSteps_RunTheScriptsOfTheRepository()
    {
        var train = Dev.All("ComponentVersion").Single(component => component.Text("name") == "iris_train");

        Assert.Equal(
            "python run.py iris train --rows ${{inputs.rows}} --settings ${{inputs.settings}} --fitted ${{outputs.fitted}}",
            train.Text("properties.componentSpec.command"));
        const string Prefix = "azureml:";
        Assert.StartsWith(Prefix, train.Text("properties.componentSpec.code"), StringComparison.Ordinal);
        Assert.Equal("CodeVersion", Dev.KindOf(train.Text("properties.componentSpec.code")![Prefix.Length..]));
        Assert.Equal("EnvironmentVersion", Dev.KindOf(train.Text("properties.componentSpec.environment")![Prefix.Length..]));
        Assert.Equal(
            ("uri_folder", "uri_folder"),
            (train.Text("properties.componentSpec.inputs.rows.type"), train.Text("properties.componentSpec.outputs.fitted.type")));
        // As Azure takes them: https://learn.microsoft.com/azure/machine-learning/reference-yaml-component-command
        Assert.All(Dev.All("ComponentVersion"), component => Assert.Matches("^[a-z][a-z0-9_]{0,254}$", component.Text("name")));
        Assert.Equal(
            "custom_model",
            Dev.All("ComponentVersion").Single(component => component.Text("name") == "iris_publish")
                .Text("properties.componentSpec.outputs.model.type"));
    }

    [Fact]
    public async Task Schedule_RunsWhenTheStackSays()
    {
        Assert.Equal((false, "0 3 * * 0"), When(Dev));
        Assert.Equal(
            (true, "30 4 1 * *"), When(await StackRun.OfAsync("dev", ("retrainingEnabled", "true"), ("retrainingCron", "30 4 1 * *"))));

        static (bool, string?) When(StackRun run)
            => ((bool)run.One("Schedule")["properties.isEnabled"]!, run.One("Schedule").Text("properties.trigger.expression"));
    }

    [Fact]
    public void Data_OfIris_IsOneFileNamedByItsContent()
    {
        var version = Data(Dev, "iris");

        Assert.Matches(
            $"/paths/data/iris/{version.Name["data-iris-".Length..]}[0-9a-f]*/iris/iris.csv$", version.Text("properties.dataUri"));
        Assert.Equal(("iris", "uri_file"), (version.Text("name"), version.Text("properties.dataType")));
        Assert.NotEmpty(version.Text("properties.description")!);
    }

    [Fact]
    public void Table_OfIris_LiesBesideTheFile()
    {
        var (file, table) = (Data(Dev, "iris"), Data(Dev, "iris-table"));

        Assert.Equal("mltable", table.Text("properties.dataType"));
        Assert.Equal($"{table.Text("properties.dataUri")}/iris.csv", file.Text("properties.dataUri"));
    }

    [Fact]
    public void Code_OfEachPurpose_IsNamedByItsContent()
        => Assert.All(Dev.All("CodeVersion"), code =>
        {
            Assert.Matches(
                $"/code/{code.Text("name")}/{code.Name[$"code-{code.Text("name")}-".Length..]}[0-9a-f]*/src$",
                code.Text("properties.codeUri"));
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
        var versions = new[] { "CodeVersion", "ComponentVersion", "DataVersion", "EnvironmentVersion" }.SelectMany(Stacks[run].All)
            .ToArray();

        Assert.Equal(14, versions.Length);
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

    private static Declared Data(StackRun run, string name)
        => Assert.Single(run.All("DataVersion"), version => version.Text("name") == name);
}
