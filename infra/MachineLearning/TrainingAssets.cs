using System.Security.Cryptography;
using System.Text;
using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// What jobs run with, all of it from <c>app/training</c>: scripts, the data, and the environments of both kinds of job, which are one where
/// the model has no <c>conda.yaml</c> of its own.
/// </summary>
internal sealed class TrainingAssets : PlatformComponent
{
    public const string TrainingScript = "run.py";
    public const string BatchScript = "batch.py";

    private const string Table = "MLTable";
    private const string CondaFile = "conda.yaml";
    private const string InsightsFile = "insights.json";

    // Maintained by Azure, with patches every other week; by its digest, so that the same version is the same image for ever. A newer
    // one: the header Docker-Content-Digest of https://mcr.microsoft.com/v2/azureml/openmpi4.1.0-ubuntu22.04/manifests/latest
    // https://learn.microsoft.com/azure/machine-learning/concept-prebuilt-docker-images-inference
    private const string BaseImage =
        "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04@sha256:7481fbfbbc1c7d7ab0e9e4633180c809413bd77e108b605d6e4d3a60aa35bf67";

    private readonly WorkspaceScope _scope;
    private readonly AssetStore _assets;
    private readonly string _folder;
    private readonly string _jobsHash;

    public TrainingAssets(string name, TrainingAssetsArgs args, ComponentResourceOptions? options = null)
        : base("TrainingAssets", name, args.Workspace, options)
    {
        (_scope, _assets) = (Within(args.Workspace), args.Store);
        _folder = Path.Combine(args.Root, "app", "training");
        Model = args.Model.Model;
        Steps = [.. PipelineStep.Read(_folder, Model).Select(step => args.Model.Data is null ? step.WithoutData() : step)];
        Sweep = args.Model.HasSweep ? SweepSpace.Read(_folder, Model) : null;
        Insights = PipelineStep.Read(Path.Combine(_folder, InsightsFile));
        var pipeline = Source("training", PipelineFiles());
        Training = Code("training", pipeline);
        Batch = Code("batch", Source("batch", [BatchScript]));
        var own = $"{Model}/{CondaFile}";
        var hasOwn = File.Exists(Path.Combine(_folder, own));
        BatchEnvironment = DeclareEnvironment("training", "jobs", CondaFile);
        TrainingEnvironment = hasOwn ? DeclareEnvironment($"training-{Model}", Model, own) : BatchEnvironment;
        _jobsHash = $"{pipeline.Hash} {EnvironmentHash(hasOwn ? own : CondaFile)}";
        if (args.Model.Data is { } data)
            DataUri = DeclareData(data);
        RegisterOutputs();
    }

    /// <summary>What is trained, and the folder of its pipeline.</summary>
    public string Model { get; }

    public CodeVersion Training { get; }
    public CodeVersion Batch { get; }
    public EnvironmentVersion TrainingEnvironment { get; }
    public EnvironmentVersion BatchEnvironment { get; }

    /// <summary>Of the model's training, in their order.</summary>
    public PipelineStep[] Steps { get; }

    /// <summary>What its step sweep goes through; null where that is not declared.</summary>
    public SweepSpace? Sweep { get; }

    /// <summary>What prepares insights of the model.</summary>
    public PipelineStep[] Insights { get; }

    /// <summary>Of the training data, one CSV file; null where the model's own step makes the rows up.</summary>
    public Output<string>? DataUri { get; }

    /// <summary>What every pipeline shares, and the model's own.</summary>
    private IEnumerable<string> PipelineFiles()
        => Directory.EnumerateFiles(_folder, "*.py").Select(file => Path.GetFileName(file)).Where(
            name => name is not (BatchScript or "propose.py"))
            .Append("release.json").Append(InsightsFile)
            .Concat(Directory.EnumerateFiles(Path.Combine(_folder, Model)).Select(file => $"{Model}/{Path.GetFileName(file)}"));

    private AssetSource Source(string purpose, IEnumerable<string> files)
        => new($"code/{purpose}", "src", files.Select(file => (file, Path.Combine(_folder, file))));

    private CodeVersion Code(string purpose, AssetSource source)
        => new(RetainedVersion.Name("code", purpose, source.Hash), new()
        {
            Name = purpose,
            WorkspaceName = _scope.WorkspaceName,
            ResourceGroupName = _scope.ResourceGroup,
            Properties = new CodeVersionPropertiesArgs
            {
                Description = $"app/training, for {purpose}",
                CodeUri = _assets.AddressOf(source),
                Tags = _scope.Tags,
            },
        }, _assets.Bringing(source, RetainedVersion.Options(_scope)));

    /// <summary>Of all that a step's component is made of.</summary>
    public string HashOf(PipelineStep step)
        => HashOf($"{step.Name} {string.Join(',', step.Inputs)} {string.Join(',', step.Outputs)} {_jobsHash}");

    private string Packages(string conda) => File.ReadAllText(Path.Combine(_folder, conda)).ReplaceLineEndings("\n");

    private string EnvironmentHash(string conda) => HashOf($"{BaseImage}\n{Packages(conda)}");

    private EnvironmentVersion DeclareEnvironment(string name, string purpose, string conda)
        => new(RetainedVersion.Name("env", purpose, EnvironmentHash(conda)), new()
        {
            Name = name,
            WorkspaceName = _scope.WorkspaceName,
            ResourceGroupName = _scope.ResourceGroup,
            Properties = new EnvironmentVersionPropertiesArgs
            {
                Description = $"app/training/{conda}",
                Image = BaseImage,
                CondaFile = Packages(conda),
                OsType = OperatingSystemType.Linux,
                Tags = _scope.Tags,
            },
        }, RetainedVersion.Options(_scope));

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Its licence is in the card beside it too, which goes with it
    private Output<string> DeclareData(TrainingData data)
    {
        var source = new AssetSource(
            $"data/{Model}", Model,
            data.Beside.Append(data.Rows).Select(file => (Path.GetFileName(file), Path.Combine(_folder, file))));
        var uri = _assets.UriOf(source, Path.GetFileName(data.Rows));
        var file = new DataVersion(RetainedVersion.Name("data", Model, source.Hash), new()
        {
            Name = Model,
            WorkspaceName = _scope.WorkspaceName,
            ResourceGroupName = _scope.ResourceGroup,
            Properties = new UriFileDataVersionArgs
            {
                DataType = "uri_file",
                DataUri = uri,
                Description = data.Licence,
                Tags = _scope.Tags,
            },
        }, _assets.Bringing(source, RetainedVersion.Options(_scope)));
        if (data.Beside.Any(beside => Path.GetFileName(beside) == Table))
            DeclareTable(source, data.Licence, file);
        return uri;
    }

    // For whoever looks at the rows in the studio, or has something else read them as a table
    private void DeclareTable(AssetSource source, string licence, DataVersion file)
    {
        var options = RetainedVersion.Options(_scope);
        // By then the content has been brought
        options.DependsOn.Add(file);
        _ = new DataVersion(RetainedVersion.Name("table", Model, source.Hash), new()
        {
            Name = $"{Model}-table",
            WorkspaceName = _scope.WorkspaceName,
            ResourceGroupName = _scope.ResourceGroup,
            Properties = new MLTableDataArgs
            {
                DataType = "mltable",
                DataUri = _assets.UriOf(source),
                Description = licence,
                Tags = _scope.Tags,
            },
        }, options);
    }
}
