using Platform.Infra.Registry;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// The inference image as an environment: where the server in it answers scores and probes. A version for each image, by its tag.
/// </summary>
internal static class ServingEnvironment
{
    private const string Name = "inference";
    private const int Port = 8080;

    public static EnvironmentVersion Declare(Resource parent, PlatformScope scope, Workspace workspace, ImageRegistry registry)
    {
        var container = new EnvironmentContainer("environment-inference", new()
        {
            Name = Name,
            WorkspaceName = workspace.Name,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new EnvironmentContainerPropertiesArgs
            {
                Description = "The inference server; see app/README.md",
                Tags = scope.Tags,
            },
        }, new CustomResourceOptions { Parent = parent });
        return new("environment-inference-version", new()
        {
            Name = container.Name,
            Version = registry.Image.Apply(image => image[(image.LastIndexOf(':') + 1)..]),
            WorkspaceName = workspace.Name,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new EnvironmentVersionPropertiesArgs
            {
                Image = registry.Image,
                OsType = OperatingSystemType.Linux,
                InferenceConfig = new InferenceContainerPropertiesArgs
                {
                    LivenessRoute = Route("/v2/health/live"),
                    ReadinessRoute = Route("/v2/health/ready"),
                    ScoringRoute = Route("/score"),
                },
                Tags = scope.Tags,
            },
            // Versions never change: another image is another version, and what was deployed from the old one keeps it
        }, new CustomResourceOptions { Parent = parent, DependsOn = { registry.Build }, RetainOnDelete = true });
    }

    private static RouteArgs Route(string path) => new() { Path = path, Port = Port };
}
