using System.Text.RegularExpressions;

namespace Platform.Infra.Settings;

/// <param name="FirewallSku">Of the managed network's firewall, which there is under approved outbound with package hosts.</param>
/// <param name="ServerlessModel">Id of a model of Azure's catalogue to offer by the
/// token; empty for none, as each call is paid for.</param>
internal sealed partial record MachineLearningSettings(
    string TrainingNodeSize, int TrainingNodesMax, int TrainingIdleMinutes, ManagedFirewallSku FirewallSku,
    RetrainingSettings Retraining, string ServerlessModel, EndpointSettings Endpoint)
{
    public static MachineLearningSettings Read(SettingsReader settings) => new(
        settings.Text(
            new("trainingNodeSize", "VM size of the Machine Learning training cluster"),
            "a VM size, such as Standard_D4ds_v5", NodePoolSettings.IsVmSize, "Standard_D4ds_v5"),
        settings.Whole(new("trainingNodesMax", "Most training nodes, {range}; none run while there is no job"), 4, min: 1, max: 100),
        settings.Whole(
            new("trainingIdleMinutes", "How long a training node waits for the next job, {range} minutes"), 10, min: 2, max: 1440),
        settings.Choice(
            new(
                "trainingFirewallSku",
                "Firewall of the managed network under privateApprovedOutbound: Basic, or Standard, which costs three times as "
                + "much and keeps known threats out"),
            (ManagedFirewallSku?)ManagedFirewallSku.Basic, sku => sku.ToString()),
        RetrainingSettings.Read(settings),
        settings.Text(
            new(
                "serverlessModel",
                "Id of a model of Azure's catalogue to offer by the token, such as azureml://registries/azureml/models/Phi-4; "
                + "empty for none"),
            "a model's id without version, such as azureml://registries/azureml/models/Phi-4, or nothing",
            value => value.Length == 0 || ModelId().IsMatch(value), "", "azureml://registries/azureml/models/Phi-4"),
        EndpointSettings.Read(settings));

    [GeneratedRegex("^azureml://registries/[A-Za-z0-9_-]+/models/[A-Za-z0-9._-]+$")]
    private static partial Regex ModelId();
}
