using System.Globalization;
using Platform.Infra.Secrets;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Platform.Infra.Workload;

/// <summary>Where servers bring the calls that customers let be collected.</summary>
/// <param name="Container">With billing's consent file in it.</param>
/// <param name="Key">Of pseudonyms, in base64.</param>
/// <param name="Percent">How many of their calls are kept.</param>
internal sealed record CollectedRecords(Output<string> Container, Output<string> Key, int Percent)
{
    private const string Object = "collection-key";

    /// <summary>Each customer that calls has files of its own, and each line of the bill is a write.</summary>
    private const int FlushMilliseconds = 60_000;

    /// <summary>The key, for the pods of the namespace.</summary>
    public static Secret Declare(NamespaceScope space, string name, Output<string> key, Dictionary<string, string> labels)
        => new(name, new()
        {
            Metadata = new ObjectMetaArgs { Name = Object, Namespace = space.Name, Labels = labels },
            StringData = { [PseudonymKey.Entry] = key },
        }, space.InCluster());

    /// <summary>Of the key, as a variable of a pod.</summary>
    public static EnvVarArgs Variable(string name, Secret secret) => new()
    {
        Name = name,
        ValueFrom = new EnvVarSourceArgs
        {
            SecretKeyRef = new SecretKeySelectorArgs { Name = secret.Metadata.Apply(metadata => metadata.Name), Key = PseudonymKey.Entry },
        },
    };

    /// <param name="secret">Of the namespace.</param>
    public IEnumerable<EnvVarArgs> Variables(Secret secret)
    => [
        new() { Name = "Collect__Consent", Value = Output.Format($"{Container}/consent.json") },
        new() { Name = "Collect__To", Value = Container },
        new() { Name = "Collect__Percent", Value = Percent.ToString(CultureInfo.InvariantCulture) },
        new() { Name = "Collect__FlushMilliseconds", Value = FlushMilliseconds.ToString(CultureInfo.InvariantCulture) },
        Variable("Collect__Key", secret),
    ];
}
