using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Platform.Review.Plans;
using Platform.Review.Stacks;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Sequences;

/// <summary>The first update, the second, one back, and the end: over the plans of the real program.</summary>
public sealed class SequenceTests
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Plan>>> _plans = new(StringComparer.Ordinal);

    private const string Renamed = """
        [{"name":"start","displayName":"Start","description":"Less.","terms":"Fair.","callsPerMinute":7,"callsPerMonth":700}]
        """;

    [Theory, InlineData("dev"), InlineData("prod")]
    public async Task Up_ContentThatComesBack_MeetsNothingOfItsOwn(string stack)
    {
        using var other = Other();
        var (a, b) = (await RecordAsync(RepositoryRoot.Path, stack), await RecordAsync(other.Path, stack));
        var walk = new StackWalk();

        foreach (var plan in new[] { a, b, a, b, a })
            walk.Up(plan);

        // The versions of A and of B, each as often as it came
        Assert.Equal(5, walk.Azure.There.Count(id => id.Contains("/environments/inference/versions/", StringComparison.Ordinal)));
        Assert.Equal(5, walk.Azure.There.Count(id => id.Contains("/codes/training/versions/", StringComparison.Ordinal)));
        Assert.Equal(
            a.Resources.Count(resource => resource.Type.EndsWith(":ModelVersion", StringComparison.Ordinal)),
            walk.Azure.There.Count(id => id.Contains("/models/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Up_ContentThatComesBackUnderItsOwnName_IsRefused()
    {
        using var other = Other();
        var (a, b) = (Named(await RecordAsync(RepositoryRoot.Path, "dev")), Named(await RecordAsync(other.Path, "dev")));
        var walk = new StackWalk();
        walk.Up(a);
        walk.Up(b);

        Assert.StartsWith(
            "cannot create already existing resource '/subscriptions/", Assert.Throws<AzureRefusal>(() => walk.Up(a)).Message,
            StringComparison.Ordinal);

        // As it was once: named by the content, and kept
        static Plan Named(Plan plan) => plan with
        {
            Resources = [.. plan.Resources.Select(resource => resource.Type.EndsWith(":EnvironmentVersion", StringComparison.Ordinal)
                ? With(resource, "version", resource.Name)
                : resource)],
        };
    }

    [Fact]
    public async Task Up_TierThatIsRenamedAndComesBack_GoesWithItsSubscriptions()
    {
        var (five, one) = (await RecordAsync(RepositoryRoot.Path, "dev"),
            await RecordAsync(RepositoryRoot.Path, "dev", ("tiers", Renamed)));
        var walk = new StackWalk();
        walk.Up(five);
        walk.Up(one);
        Assert.Equal(["start"], Products(walk));
        walk.Up(five);
        Assert.Equal(["free", "metered", "premium", "standard", "trial"], Products(walk));

        // Azure Native alone sends no query that takes the subscriptions along
        static Plan Unlisted(Plan plan)
            => plan with { Resources = [.. plan.Resources.Where(each => each.Path != "platform/gateway/tiers")] };
        var without = new StackWalk();
        without.Up(Unlisted(five));
        Assert.EndsWith(
            "has subscriptions", Assert.Throws<AzureRefusal>(() => without.Up(Unlisted(one))).Message, StringComparison.Ordinal);

        static IEnumerable<string> Products(StackWalk walk) => walk.Azure.There.Where(id => id.Split('/')[^2] == "products")
            .Select(id => id.Split('/')[^1]).Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("user", "clusterUserNodeSize", "Standard_D8ds_v5")]
    [InlineData("spot", "clusterSpotNodeSize", "Standard_D8ds_v5", "clusterSpotNodesMax", "2")]
    [InlineData("user", "clusterEncryptionAtHost", "true", "clusterSystemPoolApart", "true")]
    [InlineData("user", "clusterZones", """["1"]""", "clusterSystemPoolApart", "true")]
    [InlineData("system", "clusterSystemNodeSize", "Standard_D8ds_v5", "clusterSystemPoolApart", "true")]
    [InlineData("train", "trainingNodeSize", "Standard_D8ds_v5")]
    [InlineData("ng-platform-prod-", "clusterZones", "[]", "clusterSystemPoolApart", "true")]
    [InlineData("pip-platform-prod-nat-", "clusterZones", "[]", "clusterSystemPoolApart", "true")]
    [InlineData("pip-platform-prod-gateway-", "gatewayZones", "[]")]
    public async Task Up_OtherSizeOrZones_MakesTheNewOneBeforeTheOldOneGoes(string name, string setting, string value, params string[] more)
    {
        var others = more.Chunk(2).Select(pair => (pair[0], pair[1])).ToArray();
        var walk = new StackWalk();
        walk.Up(await RecordAsync(RepositoryRoot.Path, "prod", others));
        walk.Azure.Log.Clear();
        walk.Up(await RecordAsync(RepositoryRoot.Path, "prod", [.. others, (setting, value)]));

        var steps = walk.Azure.Log.Where(step => System.Text.RegularExpressions.Regex.IsMatch(step, $"^\\w+ {name}[0-9a-f]{{6}}$"))
            .ToArray();
        Assert.Equal(["create", "delete"], steps.Select(step => step.Split(' ')[0]));
    }

    [Fact]
    public async Task Up_OtherSizeOfTheEndpoint_ServesBeforeTheOldOneGoes()
    {
        var walk = new StackWalk();
        walk.Up(await RecordAsync(RepositoryRoot.Path, "dev", ("endpointEnabled", "true")));
        walk.Azure.Log.Clear();
        walk.Up(await RecordAsync(RepositoryRoot.Path, "dev", ("endpointEnabled", "true"), ("endpointInstanceSize", "Standard_DS3_v2")));

        Assert.Equal(
            ["create blue-ds3-v2", "delete blue-ds2-v2"], walk.Azure.Log.Where(step => step.Contains(" blue-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Up_OtherSizeOfThePoolThatCameWithTheCluster_IsRefusedUntilItIsApart()
    {
        var walk = new StackWalk();
        walk.Up(await RecordAsync(RepositoryRoot.Path, "prod"));
        var larger = ("clusterSystemNodeSize", "Standard_D8ds_v5");

        var refused = await RecordAsync(RepositoryRoot.Path, "prod", larger);
        Assert.Equal(
            "platform/cluster/aks does not change its agentPoolProfiles[name=system].vmSize",
            Assert.Throws<AzureRefusal>(() => walk.Up(refused)).Message);
        walk.Up(await RecordAsync(RepositoryRoot.Path, "prod", ("clusterSystemPoolApart", "true")));
        walk.Up(await RecordAsync(RepositoryRoot.Path, "prod", ("clusterSystemPoolApart", "true"), larger));
    }

    [Theory, InlineData("dev"), InlineData("prod")]
    public async Task Destroy_OfAStackWithSubscribers_ComesToItsEnd(string stack)
    {
        (string, string)[] settings = [("protect", "false"), ("gatewayPortalRevision", "1"), ("endpointEnabled", "true")];
        var walk = new StackWalk();
        walk.Up(await RecordAsync(RepositoryRoot.Path, stack, settings));
        walk.Destroy();
        Assert.Empty(walk.Azure.There);

        // Azure keeps the names of vault and gateway, which creation brings back; what was in the vault is no hindrance
        var anew = await RecordAsync(RepositoryRoot.Path, stack, settings);
        Assert.EndsWith("and its name is kept", Assert.Throws<AzureRefusal>(() => walk.Up(anew)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_OfAVaultThatIsRecovered_MeetsNoneOfItsSecrets()
    {
        var walk = new StackWalk();
        var plan = await RecordAsync(RepositoryRoot.Path, "dev", ("protect", "false"));
        walk.Up(Without(plan, "ApiManagementService"));
        walk.Destroy();

        walk.Up(Without(await RecordAsync(RepositoryRoot.Path, "dev", ("secretsRecover", "true")), "ApiManagementService"));

        Assert.Equal(4, walk.Azure.There.Count(id => id.Contains("/secrets/authority-", StringComparison.Ordinal)));

        // The gateway's names are another matter, which a purge frees: docs/runbooks/teardown.md
        static Plan Without(Plan plan, string kind) => plan with
        {
            Resources = [.. plan.Resources.Where(each => !each.Type.EndsWith($":{kind}", StringComparison.Ordinal)
                && !each.Type.Contains(":apimanagement:", StringComparison.Ordinal))],
        };
    }

    [Theory, InlineData("platform/gateway/tier-free/tier-free", "has subscriptions"),
        InlineData("platform/certificates/authority-certificate-copy", "in the vault")]
    public async Task Destroy_OfWhatGoesWithNothing_Stops(string path, string why)
    {
        var plan = (await RecordAsync(RepositoryRoot.Path, "dev", ("protect", "false"))).With(
            path, resource => resource with { Options = resource.Options with { DeletedWith = null, RetainOnDelete = null } });
        var walk = new StackWalk();
        walk.Up(plan);

        Assert.EndsWith(why, Assert.Throws<AzureRefusal>(walk.Destroy).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Destroy_OfAProtectedStack_Stops()
    {
        var walk = new StackWalk();
        walk.Up(await RecordAsync(RepositoryRoot.Path, "prod"));

        Assert.EndsWith("is protected", Assert.Throws<AzureRefusal>(walk.Destroy).Message, StringComparison.Ordinal);
    }

    private static PlannedResource With(PlannedResource resource, string input, string value)
    {
        var inputs = (JsonObject)resource.Inputs.DeepClone();
        inputs[input] = value;
        return resource with { Inputs = inputs };
    }

    private static Task<Plan> RecordAsync(string root, string stack, params (string Key, string Value)[] settings) => _plans.GetOrAdd(
        $"{root} {stack} {string.Join(' ', settings)}", _ => new(() => EvaluateAsync(root, stack, settings))).Value;

    private static Task<Plan> EvaluateAsync(string root, string stack, params (string Key, string Value)[] settings)
    {
        var configuration = Repository.At(RepositoryRoot.Path).Configuration(stack);
        var values = new Dictionary<string, string>(configuration.Values);
        foreach (var (key, value) in settings)
            values[$"platform:{key}"] = value;
        return PlanRecorder.RecordAsync(root, configuration with { Values = values }, CancellationToken.None);
    }

    // The same repository with other content of everything that is named by content
    private static TemporaryFolder Other()
    {
        var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.Path).Concat(Below(Path.Combine(RepositoryRoot.Path, "app"))))
        {
            var copy = Path.Combine(folder.Path, Path.GetRelativePath(RepositoryRoot.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        string[] changed =
        [
            "Inference/Program.cs", "training/iris/pipeline.py", "training/batch.py", "training/conda.yaml", "training/data/iris.csv",
            "models/iris/model.json", "models/sentiment/model.json",
        ];
        foreach (var file in changed)
            File.AppendAllText(Path.Combine(folder.Path, "app", file), "\n");
        return folder;
    }

    private static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder).Concat(
        Directory.EnumerateDirectories(folder).Where(inner => Path.GetFileName(inner) is not ("bin" or "obj")).SelectMany(Below));
}
