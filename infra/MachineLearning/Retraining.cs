using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// Trains the model anew by schedule, step by step, and registers what is better than the version in service, under a name of its own: it
/// serves nobody before somebody has put it into <c>app/models</c> as a version, by a pull request. Where nothing is better, the job says
/// so and registers nothing: hence by its last step, as an output of the job would be registered each time.
/// </summary>
internal sealed class Retraining : PlatformComponent
{
    public Retraining(string name, RetrainingArgs args, ComponentResourceOptions? options = null)
        : base("Retraining", name, args.Workspace, options)
    {
        var (scope, settings) = (Within(args.Workspace), args.Settings.Retraining);
        var job = Job(scope, args);
        _ = new Schedule("retraining", new()
        {
            WorkspaceName = scope.WorkspaceName,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new SchedulePropertiesArgs
            {
                DisplayName = job.DisplayName,
                IsEnabled = settings.IsEnabled,
                Trigger = new CronTriggerArgs { TriggerType = "Cron", Expression = settings.Cron, TimeZone = "UTC" },
                Action = new JobScheduleActionArgs
                {
                    ActionType = "CreateJob",
                    JobDefinition = job,
                },
                Tags = scope.Tags,
            },
            // Its name is Pulumi's, as one that is kept must not meet the next. Azure deletes none that is enabled, and all of them with
            // the workspace:
            // https://learn.microsoft.com/azure/machine-learning/how-to-schedule-pipeline-job#delete-a-schedule
        }, RetainedVersion.Options(scope));
        if (settings.IsEnabled)
            // https://learn.microsoft.com/azure/machine-learning/how-to-assign-roles#mlflow-operations; a role of the stack's own would
            // have to be defined by an owner, who need not be the one that enables it
            Grant.To(
                scope, "jobs-register-models", Principal.Of(args.Jobs.Identity),
                new(BuiltInRole.MachineLearningDataScientist, scope.Workspace.Id),
                "Jobs register the model that is better than the one in service");
        RegisterOutputs();
    }

    private static PipelineJobArgs Job(WorkspaceScope scope, RetrainingArgs args) => new()
    {
        JobType = "Pipeline",
        ExperimentName = $"retrain-{args.Jobs.Training.Model}",
        DisplayName = $"retrain-{args.Jobs.Training.Model}",
        Jobs = new TrainingPipeline(scope, args.Jobs.Training, Sweep(args), args.Settings.Retraining.HasInsights).Jobs(),
        Settings = args.Jobs.Compute.Id.Apply(
            id => (object)ArmTemplate.Map(
                ("default_compute", id),
                // What fails of the insights keeps nothing that is better from being registered; what needs a failed step is not run
                ("continue_on_step_failure", args.Settings.Retraining.HasInsights), ("force_rerun", false))),
        // Nobody is there whose identity the data could be read with
        Identity = new ManagedIdentityArgs { IdentityType = "Managed", ClientId = args.Jobs.Identity.ClientId },
        Inputs = Inputs(args),
        Tags = scope.Tags,
    };

    private static InputMap<object> Inputs(RetrainingArgs args)
    {
        var inputs = new InputMap<object>
        {
            ["service"] = new UriFolderJobInputArgs { JobInputType = "uri_folder", Uri = args.Service },
        };
        if (args.Jobs.Training.DataUri is { } data)
            inputs["data"] = new UriFileJobInputArgs { JobInputType = "uri_file", Uri = data };
        return inputs;
    }

    private static SweepNode? Sweep(RetrainingArgs args)
        => args.Settings.Retraining.SweepTrials is > 0 and var trials && args.Jobs.Training.Sweep is { } space
            ? new(space, trials, args.Settings.TrainingNodesMax)
            : null;
}
