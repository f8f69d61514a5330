using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Review.Values;

namespace Platform.Review.KubernetesTypes.Generation;

/// <summary>
/// Writes the schemas of the kinds that a plan can have, with all that they are made of, from packages that were made of what Kubernetes
/// and KEDA publish: kubernetes-models 5.1.0 (Kubernetes 1.34), @kubernetes-models/apimachinery 3.0.2 and @kubernetes-models/keda 2.0.0.
/// </summary>
internal sealed partial class SchemaTable(string folder)
{
    public const string Mend = "dotnet platform.cs kinds --kubernetes FILE";

    // Those of eng/offline-feed/manifest.json, and what KEDA scales by
    private static readonly string[] _wantedKinds =
    [
        "apps/v1:DaemonSet", "apps/v1:Deployment", "apps/v1:StatefulSet", "autoscaling/v2:HorizontalPodAutoscaler", "batch/v1:CronJob",
        "batch/v1:Job", "v1:ConfigMap", "v1:LimitRange", "v1:Namespace", "v1:ResourceQuota", "v1:Secret", "v1:Service", "v1:ServiceAccount",
        "networking.k8s.io/v1:Ingress", "networking.k8s.io/v1:NetworkPolicy", "policy/v1:PodDisruptionBudget",
        "rbac.authorization.k8s.io/v1:ClusterRole", "rbac.authorization.k8s.io/v1:ClusterRoleBinding", "rbac.authorization.k8s.io/v1:Role",
        "rbac.authorization.k8s.io/v1:RoleBinding", "scheduling.k8s.io/v1:PriorityClass", "keda.sh/v1alpha1:ScaledJob",
        "keda.sh/v1alpha1:ScaledObject", "keda.sh/v1alpha1:TriggerAuthentication",
    ];

    private readonly TypeScriptTypes _types = TypeScriptTypes.In(folder);
    private readonly SortedDictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, IReadOnlyDictionary<string, string>> _reached = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _aliases = new(StringComparer.Ordinal);

    // As its CRD has it; no package is made of it:
    // https://github.com/kubernetes-sigs/secrets-store-csi-driver/blob/main/charts/secrets-store-csi-driver/crds
    private const string SecretsStore = "IIoK8sSecretsStoreCsiV1";
    private static readonly (string Type, (string Property, string Type)[] Properties)[] _ownTypes =
    [
        ($"{SecretsStore}SecretProviderClass",
            [("apiVersion", "\"secrets-store.csi.x-k8s.io/v1\""), ("kind", "\"SecretProviderClass\""),
                ("metadata?", "IIoK8sApimachineryPkgApisMetaV1ObjectMeta"), ("spec?", $"{SecretsStore}Spec")]),
        ($"{SecretsStore}Spec", [("parameters?", "{string}"), ("provider?", "string"), ("secretObjects?", $"[{SecretsStore}Object]")]),
        ($"{SecretsStore}Object",
            [("annotations?", "{string}"), ("data?", $"[{SecretsStore}Data]"), ("labels?", "{string}"), ("secretName?", "string"),
                ("type?", "string")]),
        ($"{SecretsStore}Data", [("key?", "string"), ("objectName?", "string")]),
    ];

    /// <exception cref="ReviewException">The folder lacks one of the packages, or a type that something is made of.</exception>
    public string Write()
    {
        foreach (var kind in _wantedKinds)
            Reach(_kinds[kind] = _types.NameOf(kind));
        _kinds["secrets-store.csi.x-k8s.io/v1:SecretProviderClass"] = _ownTypes[0].Type;
        foreach (var (type, properties) in _ownTypes)
            _reached.Add(type, new SortedDictionary<string, string>(properties.ToDictionary(), StringComparer.Ordinal));
        return JsonSerializer.Serialize(
            new ObjectSchemas(_kinds, _reached, _aliases), new JsonSerializerOptions(JsonSerializerOptions.Web)
            {
                WriteIndented = true,
                NewLine = "\n",
                Encoder = JsonText.Indented.Encoder,
            }) + "\n";
    }

    private void Reach(string type)
    {
        foreach (var name in Reference().Matches(type).Select(match => match.Value).Where(IsNew))
        {
            if (_types.Aliases.TryGetValue(name, out var alias))
            {
                _aliases.Add(name, alias);
                Reach(alias);
            }
            else
            {
                _reached.Add(name, _types.Properties.GetValueOrDefault(name)
                    ?? throw new ReviewException(
                        $"'{folder}' has no type {name}, which others there are made of; install all three packages there."));
                foreach (var property in _reached[name].Values)
                    Reach(property);
            }
        }
    }

    private bool IsNew(string name) => !_reached.ContainsKey(name) && !_aliases.ContainsKey(name);

    // The names of types, but not what stands in quotes
    [GeneratedRegex(@"(?<!""[^""|]*)\bI(Io|Com)[A-Za-z0-9.]+")]
    private static partial Regex Reference();
}
