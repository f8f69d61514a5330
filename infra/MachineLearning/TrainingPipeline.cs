using System.Collections.Immutable;
using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// A model's training as components, one for each step, and the job that runs them in their order. The forms of both are those that
/// Azure Machine Learning's own client sends: https://learn.microsoft.com/azure/machine-learning/reference-yaml-component-command and
/// https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-pipeline.
/// </summary>
internal sealed class TrainingPipeline
{
    private const string Data = "data";
    private const string Service = "service";
    private const string Model = "model";

    private readonly PipelineStep[] _steps;
    private readonly Dictionary<string, ComponentVersion> _components;

    /// <param name="training">What they run with.</param>
    public TrainingPipeline(WorkspaceScope scope, TrainingAssets training)
    {
        _steps = training.Steps;
        _components = _steps.ToDictionary(step => step.Name, step => Declare(scope, training, step));
    }

    /// <summary>By step, what it runs, and what of.</summary>
    public InputMap<object> Jobs()
    {
        var jobs = new InputMap<object>();
        foreach (var step in _steps)
            jobs.Add(step.Name, _components[step.Name].Id.Apply(id => (object)Node(step, id)));
        return jobs;
    }

    private ImmutableDictionary<string, object> Node(PipelineStep step, string component)
    {
        var node = ArmTemplate.Map(
            ("name", step.Name), ("type", "command"), ("componentId", component),
            ("inputs",
                ArmTemplate.Map([
                    .. step.Inputs.Select(
                        input => (input, (object)ArmTemplate.Map(("job_input_type", "literal"), ("value", SourceOf(input))))),
                ])));
        return step.Outputs.Contains(Model)
            ? node.Add(
                "outputs", ArmTemplate.Map((Model, ArmTemplate.Map(("type", "literal"), ("value", $"${{{{parent.outputs.{Model}}}}}")))))
            : node;
    }

    private string SourceOf(string input) => input is Data or Service
        ? $"${{{{parent.inputs.{input}}}}}"
        : $"${{{{parent.jobs.{_steps.Single(step => step.Outputs.Contains(input)).Name}.outputs.{input}}}}}";

    private static ComponentVersion Declare(WorkspaceScope scope, TrainingAssets training, PipelineStep step)
        => new(RetainedVersion.Name("step", step.Name, training.HashOf(step)), new()
        {
            Name = $"{TrainingAssets.Model}_{step.Name}",
            WorkspaceName = scope.WorkspaceName,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new ComponentVersionPropertiesArgs
            {
                Description = $"The step {step.Name} of app/training/{TrainingAssets.Model}",
                ComponentSpec = Output.Tuple(training.Training.Id, training.Environment.Id)
                    .Apply(ids => (object)Specification(step, ids.Item1, ids.Item2)),
                Tags = scope.Tags,
            },
        }, RetainedVersion.Options(scope));

    private static ImmutableDictionary<string, object> Specification(PipelineStep step, string code, string environment) => ArmTemplate.Map(
        ("type", "command"), ("name", $"{TrainingAssets.Model}_{step.Name}"), ("display_name", step.Name), ("is_deterministic", true),
        ("command", Command(step)), ("code", $"azureml:{code}"), ("environment", $"azureml:{environment}"),
        ("inputs", ArmTemplate.Map([.. step.Inputs.Select(input => (input, (object)ArmTemplate.Map(("type", TypeOf(input)))))])),
        ("outputs", ArmTemplate.Map([.. step.Outputs.Select(output => (output, (object)ArmTemplate.Map(("type", TypeOf(output)))))])));

    private static string Command(PipelineStep step) => string.Join(' ', [
        $"python {TrainingAssets.TrainingScript} {TrainingAssets.Model} {step.Name}",
        .. step.Inputs.Select(input => $"--{input} ${{{{inputs.{input}}}}}"),
        .. step.Outputs.Select(output => $"--{output} ${{{{outputs.{output}}}}}")]);

    private static string TypeOf(string name) => name switch
    {
        Data => "uri_file",
        Model => "custom_model",
        _ => "uri_folder",
    };
}
