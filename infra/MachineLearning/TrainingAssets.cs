using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// What jobs run with, all of it from <c>app/training</c>: scripts, the data, and the environment that both kinds of job share.
/// </summary>
internal sealed class TrainingAssets
{
    public const string TrainingScript = "iris.py";
    public const string BatchScript = "batch.py";
    private const string DataFile = "iris.csv";
    private const string CondaFile = "conda.yaml";

    // Maintained by Azure, with patches every other week:
    // https://learn.microsoft.com/azure/machine-learning/concept-prebuilt-docker-images-inference
    private const string BaseImage = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:latest";

    private readonly Resource _parent;
    private readonly PlatformScope _scope;
    private readonly Workspace _workspace;
    private readonly AssetStore _assets;
    private readonly string _folder;

    /// <param name="root">The repository: the folder with <c>Pulumi.yaml</c>.</param>
    public TrainingAssets(Resource parent, PlatformScope scope, string root, Workspace workspace, AssetStore assets)
    {
        (_parent, _scope, _workspace, _assets) = (parent, scope, workspace, assets);
        _folder = Path.Combine(root, "app", "training");
        Training = Code("training", TrainingScript);
        Batch = Code("batch", BatchScript);
        Environment = DeclareEnvironment();
        DataUri = DeclareData();
    }

    public CodeVersion Training { get; }
    public CodeVersion Batch { get; }
    public EnvironmentVersion Environment { get; }

    /// <summary>Of the training data, one CSV file.</summary>
    public Output<string> DataUri { get; }

    private CustomResourceOptions Child() => new() { Parent = _parent };

    private CodeVersion Code(string purpose, string script)
    {
        var source = new AssetSource($"code/{purpose}", "src", (script, Path.Combine(_folder, script)));
        var container = new CodeContainer($"code-{purpose}", new()
        {
            Name = purpose,
            WorkspaceName = _workspace.Name,
            ResourceGroupName = _scope.ResourceGroup,
            Properties = new CodeContainerPropertiesArgs { Description = $"app/training/{script}", Tags = _scope.Tags },
        }, Child());
        return new($"code-{purpose}-version", new()
        {
            Name = container.Name,
            Version = source.Hash,
            WorkspaceName = _workspace.Name,
            ResourceGroupName = _scope.ResourceGroup,
            Properties = new CodeVersionPropertiesArgs { CodeUri = _assets.AddressOf(source), Tags = _scope.Tags },
        }, _assets.Bringing(source));
    }

    private EnvironmentVersion DeclareEnvironment()
    {
        var file = Path.Combine(_folder, CondaFile);
        var container = new EnvironmentContainer("environment-training", new()
        {
            Name = "training",
            WorkspaceName = _workspace.Name,
            ResourceGroupName = _scope.ResourceGroup,
            Properties = new EnvironmentContainerPropertiesArgs { Description = $"app/training/{CondaFile}", Tags = _scope.Tags },
        }, Child());
        return new("environment-training-version", new()
        {
            Name = container.Name,
            Version = new AssetSource("environments", "training", (CondaFile, file)).Hash,
            WorkspaceName = _workspace.Name,
            ResourceGroupName = _scope.ResourceGroup,
            Properties = new EnvironmentVersionPropertiesArgs
            {
                Image = BaseImage,
                CondaFile = File.ReadAllText(file).ReplaceLineEndings("\n"),
                OsType = OperatingSystemType.Linux,
                Tags = _scope.Tags,
            },
        }, Child());
    }

    // Its licence is in the card beside it, which goes with it
    private Output<string> DeclareData()
    {
        var data = Path.Combine(_folder, "data");
        var source = new AssetSource(
            "data/iris", "iris", (DataFile, Path.Combine(data, DataFile)), ("README.md", Path.Combine(data, "README.md")));
        var container = new DataContainer("data-iris", new()
        {
            Name = "iris",
            WorkspaceName = _workspace.Name,
            ResourceGroupName = _scope.ResourceGroup,
            Properties = new DataContainerPropertiesArgs
            {
                DataType = DataType.Uri_file,
                Description = "Fisher's iris data (1936), in the public domain; see app/training/data/README.md",
                Tags = _scope.Tags,
            },
        }, Child());
        var options = _assets.Bringing(source);
        // Azure keeps every version, so that a job's record stays true:
        // https://learn.microsoft.com/azure/machine-learning/how-to-create-data-assets
        options.RetainOnDelete = true;
        var uri = _assets.UriOf(source, DataFile);
        _ = new DataVersion("data-iris-version", new()
        {
            Name = container.Name,
            Version = source.Hash,
            WorkspaceName = _workspace.Name,
            ResourceGroupName = _scope.ResourceGroup,
            Properties = new UriFileDataVersionArgs { DataType = "uri_file", DataUri = uri, Tags = _scope.Tags },
        }, options);
        return uri;
    }
}
