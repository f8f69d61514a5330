namespace Platform.Infra.Settings;

/// <param name="TrainingNodeSize">VM size of the training cluster.</param>
/// <param name="TrainingNodesMax">Most training nodes; none run, and none cost, while there is no job.</param>
/// <param name="TrainingIdleMinutes">How long a node waits for the next job.</param>
internal sealed record MachineLearningSettings(string TrainingNodeSize, int TrainingNodesMax, int TrainingIdleMinutes, EndpointSettings Endpoint)
{
    public static MachineLearningSettings Read(SettingsReader settings) => new(
        settings.Text("trainingNodeSize", "a VM size, such as Standard_D4ds_v5", NodePoolSettings.IsVmSize, "Standard_D4ds_v5"),
        settings.Whole("trainingNodesMax", 4, min: 1, max: 100),
        settings.Whole("trainingIdleMinutes", 10, min: 2, max: 1440),
        EndpointSettings.Read(settings));
}
