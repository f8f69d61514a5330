using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// Trains the model anew by schedule, and registers what comes out under a name of its own: it serves nobody before somebody has put it
/// into <c>app/models</c> as a version, by a pull request.
/// </summary>
internal static class Retraining
{
    private const string Experiment = "retrain-iris";
    private const string Registered = "iris-retrained";

    public static void Declare(
        Resource parent, PlatformScope scope, MachineLearningSettings settings, Workspace workspace, Compute compute,
        UserAssignedIdentity identity,
        TrainingAssets training) =>
        _ = new Schedule("retraining", new()
        {
            WorkspaceName = workspace.Name,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new SchedulePropertiesArgs
            {
                DisplayName = Experiment,
                IsEnabled = settings.RetrainingEnabled,
                Trigger = new CronTriggerArgs { TriggerType = "Cron", Expression = settings.RetrainingCron, TimeZone = "UTC" },
                Action = new JobScheduleActionArgs { ActionType = "CreateJob", JobDefinition = Job(scope, compute, identity, training) },
                Tags = scope.Tags,
            },
            // Its name is Pulumi's, as one that is kept must not meet the next. Azure deletes none that is enabled, and all of them with
            // the workspace:
            // https://learn.microsoft.com/azure/machine-learning/how-to-schedule-pipeline-job#delete-a-schedule
        }, new CustomResourceOptions { Parent = parent, RetainOnDelete = true });

    private static CommandJobArgs Job(PlatformScope scope, Compute compute, UserAssignedIdentity identity, TrainingAssets training) => new()
    {
        JobType = "Command",
        ExperimentName = Experiment,
        DisplayName = Experiment,
        CodeId = training.Training.Id,
        Command = $"python {TrainingAssets.TrainingScript} --data ${{{{inputs.data}}}} --model ${{{{outputs.model}}}}/1/model.onnx",
        EnvironmentId = training.Environment.Id,
        ComputeId = compute.Id,
        Resources = new JobResourceConfigurationArgs { InstanceCount = 1 },
        Limits = new CommandJobLimitsArgs { JobLimitsType = "Command", Timeout = "PT1H" },
        // Nobody is there whose identity the data could be read with
        Identity = new ManagedIdentityArgs { IdentityType = "Managed", ClientId = identity.ClientId },
        Inputs = { ["data"] = new UriFileJobInputArgs { JobInputType = "uri_file", Uri = training.DataUri } },
        Outputs = { ["model"] = new CustomModelJobOutputArgs { JobOutputType = "custom_model", AssetName = Registered } },
        Tags = scope.Tags,
    };
}
