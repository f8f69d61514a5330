using System.Collections.Immutable;
using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// The batch endpoint: a folder of files in, predictions out, on the training cluster, which costs nothing between two jobs. What blue
/// serves online is scored here.
/// </summary>
internal sealed class BatchScoring : PlatformComponent
{
    private const string Deployment = "onnx";
    private const string Description = "Scores folders of CSV or Parquet files";
    private static readonly string _authMode = EndpointAuthMode.AADToken.ToString();

    public BatchScoring(string name, BatchScoringArgs args, ComponentResourceOptions? options = null)
        : base("BatchScoring", name, args.Workspace, options)
    {
        var (scope, settings) = (Within(args.Workspace), args.Settings);
        var made = scope.Child();
        made.IgnoreChanges.AddRange(["properties", "tags"]);
        var endpoint = new BatchEndpoint("batch", new()
        {
            EndpointName = scope.Names.MachineLearningEndpoint("batch"),
            WorkspaceName = scope.WorkspaceName,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Properties = new BatchEndpointPropertiesArgs { AuthMode = _authMode, Description = Description },
        }, made);
        var deployment = new BatchDeployment("batch-onnx", new()
        {
            DeploymentName = Deployment,
            EndpointName = endpoint.Name,
            WorkspaceName = scope.WorkspaceName,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Properties = Properties(args.Jobs, args.Models.Find(settings.Model, settings.BlueVersion)),
        }, scope.Child());
        EndpointUpdate.Declare(scope, "batch", new("batchEndpoints", endpoint.Name, Output.Create(Routed())), [deployment]);
        RegisterOutputs();
    }

    private static ImmutableDictionary<string, object> Routed() => ArmTemplate.Map(("properties", ArmTemplate.Map(
        ("authMode", _authMode), ("description", Description), ("defaults", ArmTemplate.Map(("deploymentName", Deployment))))));

    private static BatchDeploymentPropertiesArgs Properties(JobContext jobs, ModelVersion model) => new()
    {
        Compute = jobs.Compute.Id,
        Model = new IdAssetReferenceArgs { ReferenceType = "Id", AssetId = model.Id },
        EnvironmentId = jobs.Training.BatchEnvironment.Id,
        CodeConfiguration = new CodeConfigurationArgs { CodeId = jobs.Training.Batch.Id, ScoringScript = TrainingAssets.BatchScript },
        Resources = new DeploymentResourceConfigurationArgs { InstanceCount = 1 },
        MaxConcurrencyPerInstance = 2,
        MiniBatchSize = 10,
        // A file that cannot be read fails the job, rather than be missing from its output
        ErrorThreshold = 0,
        OutputAction = BatchOutputAction.AppendRow,
        OutputFileName = "predictions.csv",
        RetrySettings = new BatchRetrySettingsArgs { MaxRetries = 3, Timeout = "PT5M" },
        LoggingLevel = BatchLoggingLevel.Info,
    };
}
