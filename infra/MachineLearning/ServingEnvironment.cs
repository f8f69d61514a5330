using Platform.Infra.Registry;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// The inference image as an environment: where the server in it answers scores and probes. A version for each image.
/// </summary>
internal static class ServingEnvironment
{
    private const string Name = "inference";
    private const int Port = 8080;

    public static EnvironmentVersion Declare(WorkspaceScope scope, ImageRegistry registry)
    {
        var options = RetainedVersion.Options(scope);
        options.DependsOn = [.. registry.Ready];
        return new(RetainedVersion.Name("env", "image", registry.ContentTag), new()
        {
            Name = Name,
            WorkspaceName = scope.WorkspaceName,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new EnvironmentVersionPropertiesArgs
            {
                Description = "The inference server; see app/README.md",
                Image = registry.Inference.Tagged,
                OsType = OperatingSystemType.Linux,
                InferenceConfig = new InferenceContainerPropertiesArgs
                {
                    LivenessRoute = Route("/v2/health/live"),
                    ReadinessRoute = Route("/v2/health/ready"),
                    ScoringRoute = Route("/score"),
                },
                Tags = scope.Tags,
            },
        }, options);
    }

    private static RouteArgs Route(string path) => new() { Path = path, Port = Port };
}
