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
        Assert.Equal(
            ("retrain-iris", "retrain-iris", "retrain-iris"),
            (schedule.Text("properties.displayName"), schedule.Text($"{Job}.displayName"), schedule.Text($"{Job}.experimentName")));
        Assert.Equal(Data(Stacks[run], "iris").Text("properties.dataUri"), schedule.Text($"{Job}.inputs.data.uri"));
        Assert.Matches("/datastores/workspaceblobstore/paths/models/iris/[0-9a-f]{12}/iris$", schedule.Text($"{Job}.inputs.service.uri"));
        Assert.Equal(Stacks[run].One("Compute").Id, schedule.Text($"{Job}.settings.default_compute"));
        Assert.Equal(
            Stacks[run].One("UserAssignedIdentity", "machine-learning").Answer("clientId"), schedule.Text($"{Job}.identity.clientId"));
        // What a job puts out is registered whether or not it is better
        Assert.Null(schedule[$"{Job}.outputs"]);
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
            "python run.py iris publish --package ${{inputs.package}} --verdict ${{inputs.verdict}}",
            Component(Dev, "iris_publish").Text("properties.componentSpec.command"));
    }

    [Fact]
    public async Task Model_ThatTheStackNames_IsTheOneThatIsTrained()
    {
        var run = await StackRun.OfAsync("dev", ("retrainingModel", "bank"));
        var schedule = run.One("Schedule");

        Assert.Equal(
            ("retrain-bank", "retrain-bank", "retrain-bank"),
            (schedule.Text("properties.displayName"), schedule.Text($"{Job}.displayName"), schedule.Text($"{Job}.experimentName")));
        Assert.Matches("/paths/models/bank/[0-9a-f]{12}/bank$", schedule.Text($"{Job}.inputs.service.uri"));
        string[] steps = ["prepare", "sweep", "train", "evaluate", "explain", "package", "compare", "publish"];
        Assert.Equal(
            steps.Select(step => $"bank_{step}").Order(StringComparer.Ordinal),
            run.All("ComponentVersion").Select(component => component.Text("name")!).Order(StringComparer.Ordinal));
        Assert.All(
            run.All("ComponentVersion"), component =>
            {
                var step = component.Text("name")!["bank_".Length..];
                Assert.Equal(component.Id, schedule.Text($"{Job}.jobs.{step}.componentId"));
                Assert.Equal($"The step {step} of app/training/bank", component.Text("properties.description"));
                Assert.StartsWith(
                    $"python run.py bank {step} ", component.Text("properties.componentSpec.command"), StringComparison.Ordinal);
            });
    }

    // Its step prepare makes the rows up
    [Fact]
    public async Task Model_WithoutDataInTheRepository_IsGivenNone()
    {
        var run = await StackRun.OfAsync("dev", ("retrainingModel", "bank"));
        var (schedule, prepare) = (run.One("Schedule"), Component(run, "bank_prepare"));

        Assert.Empty(run.All("DataVersion"));
        Assert.Null(schedule[$"{Job}.inputs.data"]);
        Assert.Empty(Assert.IsType<ImmutableDictionary<string, object>>(schedule[$"{Job}.jobs.prepare.inputs"]));
        Assert.Empty(Assert.IsType<ImmutableDictionary<string, object>>(prepare["properties.componentSpec.inputs"]));
        Assert.Equal("python run.py bank prepare --rows ${{outputs.rows}}", prepare.Text("properties.componentSpec.command"));
    }

    [Fact]
    public async Task Scripts_OfTheModelThatTheStackNames_AreWhatIsBrought()
    {
        var bank = await StackRun.OfAsync("dev", ("retrainingModel", "bank"));

        Assert.NotEqual(Training(Dev), Training(bank));

        static string? Training(StackRun run)
            => run.All("CodeVersion").Single(code => code.Text("name") == "training").Text("properties.codeUri");
    }

    [Fact]
    public async Task Sweep_OfTheModelThatTheStackNames_GoesThroughItsOwnPoints()
    {
        var run = await StackRun.OfAsync("dev", ("retrainingModel", "bank"), ("retrainingSweepTrials", "1000"));
        var (schedule, trial) = (run.One("Schedule"), Component(run, "bank_trial"));
        const string Sweep = $"{Job}.jobs.sweep";

        Assert.Equal(
            ("grid", "logLoss"), (schedule.Text($"{Sweep}.sampling_algorithm"), schedule.Text($"{Sweep}.objective.primary_metric")));
        Assert.Equal(4, Convert.ToInt32(schedule[$"{Sweep}.limits.max_total_trials"]));
        Assert.Equal(
            [0.01, 0.1, 1, 10],
            Assert.IsType<ImmutableArray<object>>(schedule[$"{Sweep}.search_space.C.values"]).Select(Convert.ToDouble));
        Assert.Equal(
            "python run.py bank trial --rows ${{inputs.rows}} --C ${{inputs.C}} --settings ${{outputs.settings}}",
            trial.Text("properties.componentSpec.command"));
        Assert.Equal("number", trial.Text("properties.componentSpec.inputs.C.type"));
    }

    [Fact]
    public async Task Model_ThatIsNotListed_IsRefusedBeforeTheFirstResource()
    {
        var (failure, resources) = await StackRun.FailAsync("dev", ("retrainingModel", "fraud"));

        Assert.StartsWith(
            "The settings of stack 'dev' have 1 problem; nothing was changed:\n  platform:retrainingModel is 'fraud'; allowed: iris, bank, ",
            failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(resources, resource => resource.IsCustom);
    }

    // The first fetches its rows by npm, the second trains with torch
    [Theory, InlineData("sentiment", "nodejs"), InlineData("stories", "pytorch-cpu")]
    public async Task Model_WithLibrariesOfItsOwn_IsTrainedInAnEnvironmentOfItsOwn(string model, string package)
    {
        var run = await StackRun.OfAsync("dev", ("retrainingModel", model));
        var own = Assert.Single(run.All("EnvironmentVersion"), version => version.Text("name") == $"training-{model}");
        var shared = Assert.Single(run.All("EnvironmentVersion"), version => version.Text("name") == "training");

        Assert.All(
            [package, "azureml-mlflow", "numpy", "onnx>=", "onnxruntime", "scikit-learn"],
            each => Assert.Contains($"- {each}", own.Text("properties.condaFile"), StringComparison.Ordinal));
        Assert.Equal($"app/training/{model}/conda.yaml", own.Text("properties.description"));
        Assert.NotEmpty(run.All("ComponentVersion"));
        Assert.All(
            run.All("ComponentVersion"),
            component => Assert.Equal($"azureml:{own.Id}", component.Text("properties.componentSpec.environment")));
        Assert.Equal(shared.Id, run.One("BatchDeployment").Text("properties.environmentId"));
    }

    // More than one step trains, and each takes what the sweep has chosen
    [Fact]
    public async Task Steps_OfStories_AreFedByThoseBeforeThem()
    {
        var run = await StackRun.OfAsync("dev", ("retrainingModel", "stories"), ("retrainingSweepTrials", "3"));
        var schedule = run.One("Schedule");

        Assert.Equal("${{parent.jobs.train_again.outputs.second}}", schedule.Text($"{Job}.jobs.train_last.inputs.second.value"));
        Assert.Equal("${{parent.jobs.sweep.outputs.settings}}", schedule.Text($"{Job}.jobs.train_last.inputs.settings.value"));
        Assert.Equal("lossPerToken", schedule.Text($"{Job}.jobs.sweep.objective.primary_metric"));
        Assert.Equal(
            [0.5, 1, 2],
            Assert.IsType<ImmutableArray<object>>(schedule[$"{Job}.jobs.sweep.search_space.rate.values"]).Select(Convert.ToDouble));
        // With Pulumi's eight characters, at most the 30 of a version
        Assert.All(run.All("ComponentVersion"), component => Assert.InRange(component.Name.Length, 1, 22));
    }

    // As Azure's own client is tested to send it: sdk/ml/azure-ai-ml/tests/dsl/unittests/test_dsl_pipeline_with_specific_nodes.py of
    // https://github.com/Azure/azure-sdk-for-python
    [Theory]
    [InlineData("2", "4", "random", 2, 2)]
    [InlineData("1000", "2", "grid", 3, 2)]
    [InlineData("3", "4", "grid", 3, 3)]
    public async Task Sweep_WithTrials_IsANodeOfTrialsThatAreStoppedEarly(
        string trials, string nodes, string sampling, int total, int concurrent)
    {
        var run = await StackRun.OfAsync("dev", ("retrainingSweepTrials", trials), ("trainingNodesMax", nodes));
        var schedule = run.One("Schedule");
        const string Sweep = $"{Job}.jobs.sweep";

        Assert.Equal(
            ("sweep", sampling, "minimize", "brier"),
            (schedule.Text($"{Sweep}.type"), schedule.Text($"{Sweep}.sampling_algorithm"), schedule.Text($"{Sweep}.objective.goal"),
                schedule.Text($"{Sweep}.objective.primary_metric")));
        Assert.Equal(
            (total, concurrent),
            (Convert.ToInt32(schedule[$"{Sweep}.limits.max_total_trials"]),
                Convert.ToInt32(schedule[$"{Sweep}.limits.max_concurrent_trials"])));
        Assert.Equal("choice", schedule.Text($"{Sweep}.search_space.min_samples_leaf.type"));
        Assert.Equal(
            [1, 2, 5],
            Assert.IsType<ImmutableArray<object>>(schedule[$"{Sweep}.search_space.min_samples_leaf.values"]).Select(Convert.ToInt32));
        Assert.Equal(
            ("Bandit", 1, 5, 0.05),
            (schedule.Text($"{Sweep}.early_termination.policy_type"),
                Convert.ToInt32(schedule[$"{Sweep}.early_termination.evaluation_interval"]),
                Convert.ToInt32(schedule[$"{Sweep}.early_termination.delay_evaluation"]),
                Convert.ToDouble(schedule[$"{Sweep}.early_termination.slack_factor"])));
        Assert.Equal("${{parent.jobs.prepare.outputs.rows}}", schedule.Text($"{Sweep}.inputs.rows.value"));
        // The best trial's
        Assert.Equal("${{parent.jobs.sweep.outputs.settings}}", schedule.Text($"{Job}.jobs.train.inputs.settings.value"));
        var trial = Component(run, "iris_trial");
        Assert.Equal((trial.Id, null), (schedule.Text($"{Sweep}.trial.componentId"), schedule[$"{Sweep}.componentId"]));
        Assert.Equal(
            "python run.py iris trial --rows ${{inputs.rows}} --min_samples_leaf ${{inputs.min_samples_leaf}} "
            + "--settings ${{outputs.settings}}",
            trial.Text("properties.componentSpec.command"));
        Assert.Equal("integer", trial.Text("properties.componentSpec.inputs.min_samples_leaf.type"));
        Assert.DoesNotContain(run.All("ComponentVersion"), component => component.Text("name") == "iris_sweep");
    }

    // https://github.com/Azure/azureml-examples/tree/main/cli/responsible-ai/cli-responsibleaidashboard-housing-classification
    [Fact]
    public async Task Insights_WhereTheyAreAskedFor_AreMicrosoftsComponentsAfterAStepOfOurs()
    {
        var run = await StackRun.OfAsync("dev", ("retrainingInsights", "true"));
        var schedule = run.One("Schedule");
        const string Registry = "azureml://registries/azureml";

        Assert.Equal(
            [
                $"{Registry}/components/rai_tabular_insight_constructor/versions/0.21.0",
                $"{Registry}/components/rai_tabular_explanation/versions/0.21.0",
                $"{Registry}/components/rai_tabular_erroranalysis/versions/0.21.0",
                $"{Registry}/components/rai_tabular_insight_gather/versions/0.21.0",
            ],
            new[] { "dashboard", "explanation", "error_analysis", "gather" }.Select(
                node => schedule.Text($"{Job}.jobs.{node}.componentId")!));
        Assert.Equal(
            [
                ("title", "iris"), ("task_type", "classification"), ("target_column_name", "label"),
                ("model_info_path", "${{parent.jobs.insights.outputs.described}}"),
                ("train_dataset", "${{parent.jobs.insights.outputs.known}}"),
                ("test_dataset", "${{parent.jobs.insights.outputs.held_out}}"),
            ],
            new[] { "title", "task_type", "target_column_name", "model_info_path", "train_dataset", "test_dataset" }.Select(
                input => (input, schedule.Text($"{Job}.jobs.dashboard.inputs.{input}.value")!)));
        Assert.Equal("literal", schedule.Text($"{Job}.jobs.dashboard.inputs.title.job_input_type"));
        Assert.Equal(
            [
                ("constructor", "${{parent.jobs.dashboard.outputs.rai_insights_dashboard}}"),
                ("insight_1", "${{parent.jobs.explanation.outputs.explanation}}"),
                ("insight_2", "${{parent.jobs.error_analysis.outputs.error_analysis}}"),
            ],
            new[] { "constructor", "insight_1", "insight_2" }.Select(
                input => (input, schedule.Text($"{Job}.jobs.gather.inputs.{input}.value")!)));
        // Whose libraries load the model there; those of the other jobs may be others
        Assert.Equal(
            $"{Registry}/environments/responsibleai-tabular/versions/28",
            Component(run, "iris_insights").Text("properties.componentSpec.environment"));
        Assert.Equal("${{parent.jobs.sweep.outputs.settings}}", schedule.Text($"{Job}.jobs.insights.inputs.settings.value"));
        // A fault of theirs keeps nothing from being registered
        Assert.Equal(
            (true, false),
            ((bool)schedule[$"{Job}.settings.continue_on_step_failure"]!,
                (bool)Dev.One("Schedule")[$"{Job}.settings.continue_on_step_failure"]!));
    }

    [Fact]
    public async Task Jobs_MayRegisterModels_WhereTheyAreScheduled()
    {
        var run = await StackRun.OfAsync("dev", ("retrainingEnabled", "true"));
        var grant = run.One("RoleAssignment", "jobs-register-models");

        Assert.Equal(
            (run.One("Workspace", "workspace").Id, run.One("UserAssignedIdentity", "machine-learning").Answer("principalId")),
            (grant.Text("scope"), grant.Text("principalId")));
        Assert.DoesNotContain(Dev.All("RoleAssignment"), assignment => assignment.Name == "jobs-register-models");
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
        Assert.Equal(
            "Fisher's iris data (1936), in the public domain; see app/training/data/README.md", version.Text("properties.description"));
    }

    [Fact]
    public void Table_OfIris_LiesBesideTheFile()
    {
        var (file, table) = (Data(Dev, "iris"), Data(Dev, "iris-table"));

        Assert.Equal("mltable", table.Text("properties.dataType"));
        Assert.Equal(file.Text("properties.description"), table.Text("properties.description"));
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

    private static Declared Component(StackRun run, string name)
        => Assert.Single(run.All("ComponentVersion"), component => component.Text("name") == name);

    private static Declared Data(StackRun run, string name)
        => Assert.Single(run.All("DataVersion"), version => version.Text("name") == name);
}
