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
    private const string Service = "service";
    private const string Sweep = "sweep";

    private readonly string _model;
    private readonly PipelineStep[] _steps;
    private readonly SweepNode? _sweep;
    private readonly bool _hasInsights;
    private readonly Dictionary<string, ComponentVersion> _components;

    /// <param name="training">What they run with.</param>
    /// <param name="sweep">Null where the sweep is one step.</param>
    public TrainingPipeline(WorkspaceScope scope, TrainingAssets training, SweepNode? sweep, bool hasInsights)
    {
        (_model, _sweep, _hasInsights) = (training.Model, sweep, hasInsights);
        _steps = hasInsights ? [.. training.Steps, .. training.Insights] : training.Steps;
        _components = _steps.ToDictionary(step => step.Name, step => Declare(scope, training, RunOf(step)));
    }

    /// <summary>By step, what it runs, and what of.</summary>
    public InputMap<object> Jobs()
    {
        var jobs = new InputMap<object>();
        foreach (var step in _steps)
            jobs.Add(step.Name, _components[step.Name].Id.Apply(id => (object)Node(step, id)));
        if (_hasInsights)
            foreach (var (name, node) in ResponsibleInsights.Nodes(_model))
                jobs.Add(name, Output.Create<object>(node));
        return jobs;
    }

    private bool IsSwept(PipelineStep step) => _sweep is not null && step.Name == Sweep;

    private PipelineStep RunOf(PipelineStep step) => IsSwept(step) ? _sweep!.TrialOf(step) : step;

    private ImmutableDictionary<string, object> Node(PipelineStep step, string component)
    {
        var inputs = PipelineInputs.Literals(step.Inputs.Select(input => (input, SourceOf(input))));
        return IsSwept(step)
            ? _sweep!.Node(step.Name, component, inputs)
            : ArmTemplate.Map(("name", step.Name), ("type", "command"), ("componentId", component), ("inputs", inputs));
    }

    private string SourceOf(string input) => input is PipelineStep.Data or Service
        ? $"${{{{parent.inputs.{input}}}}}"
        : $"${{{{parent.jobs.{_steps.Single(step => step.Outputs.Contains(input)).Name}.outputs.{input}}}}}";

    private ComponentVersion Declare(WorkspaceScope scope, TrainingAssets training, PipelineStep step)
        => new(RetainedVersion.Name("step", step.Name, training.HashOf(step)), new()
        {
            Name = $"{_model}_{step.Name}",
            WorkspaceName = scope.WorkspaceName,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new ComponentVersionPropertiesArgs
            {
                Description = $"The step {step.Name} of app/training/{_model}",
                ComponentSpec = Output.Tuple(training.Training.Id, training.TrainingEnvironment.Id)
                    .Apply(ids => (object)Specification(step, ids.Item1, step.Environment ?? $"azureml:{ids.Item2}")),
                Tags = scope.Tags,
            },
        }, RetainedVersion.Options(scope));

    private ImmutableDictionary<string, object> Specification(PipelineStep step, string code, string environment) => ArmTemplate.Map(
        ("type", "command"), ("name", $"{_model}_{step.Name}"), ("display_name", step.Name), ("is_deterministic", true),
        ("command", Command(step)), ("code", $"azureml:{code}"), ("environment", environment),
        ("inputs", Types([.. step.Inputs.Select(input => (input, TypeOf(input))), .. step.Values])),
        ("outputs", Types(step.Outputs.Select(output => (output, TypeOf(output))))));

    private static ImmutableDictionary<string, object> Types(IEnumerable<(string Name, string Type)> parts)
        => ArmTemplate.Map([.. parts.Select(part => (part.Name, (object)ArmTemplate.Map(("type", part.Type))))]);

    private string Command(PipelineStep step) => string.Join(' ', [
        $"python {TrainingAssets.TrainingScript} {_model} {step.Name}",
        .. step.Inputs.Concat(step.Values.Select(value => value.Name)).Select(input => $"--{input} ${{{{inputs.{input}}}}}"),
        .. step.Outputs.Select(output => $"--{output} ${{{{outputs.{output}}}}}")]);

    private static string TypeOf(string name) => name == PipelineStep.Data ? "uri_file" : "uri_folder";
}
