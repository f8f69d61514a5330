using System.Collections.Immutable;
using Platform.Infra.Components;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// Microsoft's components for responsible AI, after the step that prepares what they are given: explanation and error analysis on one
/// dashboard. Their inputs: https://github.com/Azure/azureml-assets/tree/main/assets/responsibleai/tabular/components; their use:
/// https://github.com/Azure/azureml-examples/tree/main/cli/responsible-ai/cli-responsibleaidashboard-housing-classification.
/// https://learn.microsoft.com/azure/machine-learning/how-to-responsible-ai-insights-sdk-cli
/// </summary>
internal static class ResponsibleInsights
{
    /// <summary>What <c>run.py</c> calls the step before them.</summary>
    public const string Step = "insights";

    private const string Components = "azureml://registries/azureml/components/rai_tabular_";
    private const string Version = "0.21.0";

    // As app/training/insights.py calls it in both tables
    private const string Target = "label";

    private const string Dashboard = "${{parent.jobs.dashboard.outputs.rai_insights_dashboard}}";

    /// <summary>By name, each of them, of a model that tells classes apart.</summary>
    public static IEnumerable<(string Name, ImmutableDictionary<string, object> Node)> Nodes(string model)
    => [
        Node(
            "dashboard", "insight_constructor", ("title", model), ("task_type", "classification"),
            ("model_info_path", OutputOf(Step, "described")), ("train_dataset", OutputOf(Step, "known")),
            ("test_dataset", OutputOf(Step, "held_out")), ("target_column_name", Target)),
        Node("explanation", "explanation", ("comment", model), ("rai_insights_dashboard", Dashboard)),
        Node("error_analysis", "erroranalysis", ("rai_insights_dashboard", Dashboard)),
        Node(
            "gather", "insight_gather", ("constructor", Dashboard), ("insight_1", OutputOf("explanation", "explanation")),
            ("insight_2", OutputOf("error_analysis", "error_analysis"))),
    ];

    private static string OutputOf(string node, string output) => $"${{{{parent.jobs.{node}.outputs.{output}}}}}";

    private static (string Name, ImmutableDictionary<string, object> Node) Node(
        string name, string component, params (string Name, string Value)[] inputs)
        => (name, ArmTemplate.Map(
            ("name", name), ("type", "command"), ("componentId", $"{Components}{component}/versions/{Version}"),
            ("inputs", PipelineInputs.Literals(inputs))));
}
