using System.Security.Cryptography;
using System.Text;
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

    // Maintained by Azure, with patches every other week; by its digest, so that the same version is the same image for ever. A newer
    // one: the header Docker-Content-Digest of https://mcr.microsoft.com/v2/azureml/openmpi4.1.0-ubuntu22.04/manifests/latest
    // https://learn.microsoft.com/azure/machine-learning/concept-prebuilt-docker-images-inference
    private const string BaseImage =
        "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04@sha256:7481fbfbbc1c7d7ab0e9e4633180c809413bd77e108b605d6e4d3a60aa35bf67";

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

    private CodeVersion Code(string purpose, string script)
    {
        var source = new AssetSource($"code/{purpose}", "src", (script, Path.Combine(_folder, script)));
        return new(KeptVersion.Name("code", purpose, source.Hash), new()
        {
            Name = purpose,
            WorkspaceName = _workspace.Name,
            ResourceGroupName = _scope.ResourceGroup,
            Properties = new CodeVersionPropertiesArgs
            {
                Description = $"app/training/{script}",
                CodeUri = _assets.AddressOf(source),
                Tags = _scope.Tags,
            },
        }, _assets.Bringing(source, KeptVersion.Options(_parent)));
    }

    private EnvironmentVersion DeclareEnvironment()
    {
        var packages = File.ReadAllText(Path.Combine(_folder, CondaFile)).ReplaceLineEndings("\n");
        return new(KeptVersion.Name("env", "jobs", HashOf($"{BaseImage}\n{packages}")), new()
        {
            Name = "training",
            WorkspaceName = _workspace.Name,
            ResourceGroupName = _scope.ResourceGroup,
            Properties = new EnvironmentVersionPropertiesArgs
            {
                Description = $"app/training/{CondaFile}",
                Image = BaseImage,
                CondaFile = packages,
                OsType = OperatingSystemType.Linux,
                Tags = _scope.Tags,
            },
        }, KeptVersion.Options(_parent));
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Its licence is in the card beside it, which goes with it
    private Output<string> DeclareData()
    {
        var data = Path.Combine(_folder, "data");
        var source = new AssetSource(
            "data/iris", "iris", (DataFile, Path.Combine(data, DataFile)), ("README.md", Path.Combine(data, "README.md")));
        var uri = _assets.UriOf(source, DataFile);
        _ = new DataVersion(KeptVersion.Name("data", "iris", source.Hash), new()
        {
            Name = "iris",
            WorkspaceName = _workspace.Name,
            ResourceGroupName = _scope.ResourceGroup,
            Properties = new UriFileDataVersionArgs
            {
                DataType = "uri_file",
                DataUri = uri,
                Description = "Fisher's iris data (1936), in the public domain; see app/training/data/README.md",
                Tags = _scope.Tags,
            },
        }, _assets.Bringing(source, KeptVersion.Options(_parent)));
        return uri;
    }
}
