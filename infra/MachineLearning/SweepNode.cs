using System.Collections.Immutable;
using Platform.Infra.Components;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// The sweep of a pipeline as trials that are jobs of their own: each takes one point, and those that others leave behind are stopped. Its
/// form is that which Azure Machine Learning's own client sends:
/// https://github.com/Azure/azure-sdk-for-python/blob/main/sdk/ml/azure-ai-ml/azure/ai/ml/entities/_builders/sweep.py.
/// https://learn.microsoft.com/azure/machine-learning/how-to-use-sweep-in-pipeline
/// </summary>
/// <param name="Trials">Most of them.</param>
/// <param name="Nodes">Most that run beside each other.</param>
internal sealed record SweepNode(SweepSpace Space, int Trials, int Nodes)
{
    /// <summary>What <c>run.py</c> calls a trial.</summary>
    public const string Trial = "trial";

    // Of what a trial has lost, each fold that is still to come counting as a guess: five in a hundred more than the best has by then
    private const double Slack = 0.05;

    /// <summary>In the step's place, for each trial: with what it takes besides the step's inputs.</summary>
    public PipelineStep TrialOf(PipelineStep step) => new(Trial, step.Inputs, step.Outputs) { Values = Space.Types };

    /// <param name="component">The trial's.</param>
    /// <param name="inputs">Of the step.</param>
    public ImmutableDictionary<string, object> Node(string name, string component, object inputs)
    {
        var total = Math.Min(Trials, Space.Points);
        return ArmTemplate.Map(
            ("name", name), ("type", "sweep"), ("trial", ArmTemplate.Map(("componentId", component))), ("inputs", inputs),
            ("search_space",
                ArmTemplate.Map([
                    .. Space.Space.Select(setting => (setting.Key, (object)ArmTemplate.Map(
                        ("type", "choice"), ("values", ArmTemplate.List(SweepSpace.Plain(setting.Value)))))),
                ])),
            // https://learn.microsoft.com/azure/machine-learning/how-to-tune-hyperparameters#sampling-the-hyperparameter-space: all of
            // them where there are trials for all
            ("sampling_algorithm", total == Space.Points ? "grid" : "random"),
            ("objective", ArmTemplate.Map(("goal", "minimize"), ("primary_metric", Space.Metric))),
            // Not before it has half of its folds
            ("early_termination", ArmTemplate.Map(
                ("policy_type", "Bandit"), ("evaluation_interval", 1), ("delay_evaluation", Space.Folds / 2), ("slack_factor", Slack))),
            ("limits", ArmTemplate.Map(("max_total_trials", total), ("max_concurrent_trials", Math.Min(Nodes, total)))));
    }
}
