using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;

namespace Platform.Review.Evaluation;

/// <summary>
/// Answers a program as the cloud would, always in the same way: ids and outputs follow from inputs alone. What it does not know it
/// refuses by name, so that nothing in a plan is made up.
/// </summary>
/// <param name="strays">Is told of what no provider was given to.</param>
/// <param name="otherwise">What it answers in place of its own answer, for tests of what can go wrong there.</param>
internal sealed class CloudMock(Recording recording, StrayFinder strays, Func<string, CloudResource, CloudResource>? otherwise = null)
    : IMocks
{
    private const string StackType = "::pulumi:pulumi:Stack::";

    private readonly ConcurrentDictionary<string, ImmutableDictionary<string, Output<object?>>> _outputs = new();

    /// <summary>What made the first answer impossible, if anything did.</summary>
    public Exception? Failure { get; private set; }

    public ImmutableDictionary<string, Output<object?>> StackOutputs
        => _outputs.FirstOrDefault(each => each.Key.Contains(StackType, StringComparison.Ordinal)).Value
        ?? ImmutableDictionary<string, Output<object?>>.Empty;

    /// <summary>What components and the stack gave out, by their URNs.</summary>
    public IReadOnlyDictionary<string, ImmutableDictionary<string, Output<object?>>> Outputs => _outputs;

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) => AnswerAsync<(string? id, object state)>(() =>
    {
        var resource = recording.ResourceOf(args);
        resource.Register(args.Inputs);
        strays.See(resource, args.Provider);
        var answer = resource.Resource is CustomResource ? Answer(args) : new CloudResource(null, args.Inputs);
        answer = otherwise?.Invoke(args.Type!, answer) ?? answer;
        return (answer.Id, WithSecrets(answer.Outputs, resource.Options));
    });

    public Task<object> CallAsync(MockCallArgs args) => AnswerAsync<object>(() =>
    {
        strays.See(args.Token!, args.Provider);
        return CloudFunctions.Call(args.Token!, args.Args);
    });

    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        _outputs[args.Urn] = args.Outputs;
        return Task.CompletedTask;
    }

    /// <summary>What the cloud says of a resource of a provider's.</summary>
    public static CloudResource Answer(MockResourceArgs args) => Provider(args.Type!).Create(args);

    // As the engine does before a program sees them.
    private static ImmutableDictionary<string, object> WithSecrets(ImmutableDictionary<string, object> outputs, ResourceOptions options)
        => options is CustomResourceOptions { AdditionalSecretOutputs: var secrets }
            ? outputs.SetItems(secrets.Where(outputs.ContainsKey).Distinct()
                .Select(name => KeyValuePair.Create(name, (object)Output.CreateSecret(outputs[name]))))
            : outputs;

    private static ICloudProvider Provider(string type) => type.Split(':')[0] switch
    {
        "azure-native" => AzureProvider.Instance,
        "kubernetes" => KubernetesProvider.Instance,
        "azuread" => EntraProvider.Instance,
        "tls" => TlsProvider.Instance,
        "pulumi" => PulumiProvider.Instance,
        var package => throw new ReviewException(
            $"The plan's cloud does not know the package '{package}' of {type}; add it in review/Evaluation/CloudMock.cs."),
    };

    private Task<T> AnswerAsync<T>(Func<T> answer)
    {
        try
        {
            return Task.FromResult(answer());
        }
        catch (Exception exception)
        {
            Failure ??= exception;
            throw;
        }
    }
}
