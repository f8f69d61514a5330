using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// Trains the model anew by schedule, step by step, and registers what is better than the version in service, under a name of its own: it
/// serves nobody before somebody has put it into <c>app/models</c> as a version, by a pull request. What is not better ends as a failed
/// run.
/// </summary>
internal sealed class Retraining : PlatformComponent
{
    private const string Experiment = "retrain-iris";
    private const string Registered = "iris-retrained";

    public Retraining(string name, RetrainingArgs args, ComponentResourceOptions? options = null)
        : base("Retraining", name, args.Workspace, options)
    {
        var (scope, settings) = (Within(args.Workspace), args.Settings);
        _ = new Schedule("retraining", new()
        {
            WorkspaceName = scope.WorkspaceName,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new SchedulePropertiesArgs
            {
                DisplayName = Experiment,
                IsEnabled = settings.RetrainingEnabled,
                Trigger = new CronTriggerArgs { TriggerType = "Cron", Expression = settings.RetrainingCron, TimeZone = "UTC" },
                Action = new JobScheduleActionArgs
                {
                    ActionType = "CreateJob",
                    JobDefinition = Job(scope, args.Jobs, args.Service),
                },
                Tags = scope.Tags,
            },
            // Its name is Pulumi's, as one that is kept must not meet the next. Azure deletes none that is enabled, and all of them with
            // the workspace:
            // https://learn.microsoft.com/azure/machine-learning/how-to-schedule-pipeline-job#delete-a-schedule
        }, RetainedVersion.Options(scope));
        RegisterOutputs();
    }

    private static PipelineJobArgs Job(WorkspaceScope scope, JobContext jobs, Output<string> service) => new()
    {
        JobType = "Pipeline",
        ExperimentName = Experiment,
        DisplayName = Experiment,
        Jobs = new TrainingPipeline(scope, jobs.Training).Jobs(),
        Settings = jobs.Compute.Id.Apply(
            id => (object)ArmTemplate.Map(("default_compute", id), ("continue_on_step_failure", false), ("force_rerun", false))),
        // Nobody is there whose identity the data could be read with
        Identity = new ManagedIdentityArgs { IdentityType = "Managed", ClientId = jobs.Identity.ClientId },
        Inputs =
        {
            ["data"] = new UriFileJobInputArgs { JobInputType = "uri_file", Uri = jobs.Training.DataUri },
            ["service"] = new UriFolderJobInputArgs { JobInputType = "uri_folder", Uri = service },
        },
        Outputs = { ["model"] = new CustomModelJobOutputArgs { JobOutputType = "custom_model", AssetName = Registered } },
        Tags = scope.Tags,
    };
}
