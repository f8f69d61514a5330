using System.Collections.Immutable;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// The batch endpoint: a folder of files in, predictions out, on the training cluster, which costs nothing between two jobs. What blue
/// serves online is scored here.
/// </summary>
internal static class BatchScoring
{
    private const string Deployment = "onnx";
    private const string Description = "Scores folders of CSV or Parquet files";
    private static readonly string AuthMode = EndpointAuthMode.AADToken.ToString();

    public static void Declare(
        Resource parent, PlatformScope scope, EndpointSettings settings, Workspace workspace, Compute compute, RegisteredModels models,
        TrainingAssets training)
    {
        var endpoint = new BatchEndpoint("batch", new()
        {
            EndpointName = scope.Names.MachineLearningEndpoint("batch"),
            WorkspaceName = workspace.Name,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Properties = new BatchEndpointPropertiesArgs { AuthMode = AuthMode, Description = Description },
        }, new CustomResourceOptions { Parent = parent, IgnoreChanges = { "properties", "tags" } });
        var deployment = new BatchDeployment("batch-onnx", new()
        {
            DeploymentName = Deployment,
            EndpointName = endpoint.Name,
            WorkspaceName = workspace.Name,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Properties = Properties(compute, models.Find(settings.Model, settings.BlueVersion), training),
        }, new CustomResourceOptions { Parent = parent });
        var name = Output.Format($"{workspace.Name}/{endpoint.Name}");
        SecondWrite.Of(parent, scope, "batch", "batchEndpoints", name, Output.Create(Routed()), [deployment]);
    }

    private static ImmutableDictionary<string, object> Routed() => ArmTemplate.Map(("properties", ArmTemplate.Map(
        ("authMode", AuthMode), ("description", Description), ("defaults", ArmTemplate.Map(("deploymentName", Deployment))))));

    private static BatchDeploymentPropertiesArgs Properties(Compute compute, ModelVersion model, TrainingAssets training) => new()
    {
        Compute = compute.Id,
        Model = new IdAssetReferenceArgs { ReferenceType = "Id", AssetId = model.Id },
        EnvironmentId = training.Environment.Id,
        CodeConfiguration = new CodeConfigurationArgs { CodeId = training.Batch.Id, ScoringScript = TrainingAssets.BatchScript },
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
