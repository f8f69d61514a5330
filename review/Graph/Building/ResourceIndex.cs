using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Review.Evaluation;
using Platform.Review.Plans;

namespace Platform.Review.Graph.Building;

/// <summary>Who is meant where an input names a resource: by id, principal, host name or address, as the plan's cloud gives them.</summary>
internal sealed partial class ResourceIndex
{
    private const int LongestName = 2048;
    private readonly Dictionary<string, PlannedResource> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PlannedResource> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<PlannedResource, string> _idOf = new(ReferenceEqualityComparer.Instance);

    public ResourceIndex(IReadOnlyList<PlannedResource> resources)
    {
        foreach (var resource in resources)
        {
            if (PlannedId.Of(resource) is { } id && _ids.TryAdd(id, resource))
                _idOf[resource] = id;
            foreach (var name in NamesOf(resource))
                _names.TryAdd(name, resource);
        }

        foreach (var resource in resources.Where(resource => Look.Is(resource, "privatedns:PrivateRecordSet")))
            AddRecord(resource);
    }

    public string? IdOf(PlannedResource resource) => _idOf.GetValueOrDefault(resource);

    /// <summary>The resource that an extension or a child belongs to by its id.</summary>
    public PlannedResource? ParentOf(PlannedResource resource)
    {
        if (IdOf(resource) is not { } id)
            return null;
        var scopes = new[] { "scope", "resourceUri" }.Select(name => resource.Inputs[name]).OfType<JsonValue>();
        return scopes.Select(scope => ById($"{scope}", isExact: true)).OfType<PlannedResource>().FirstOrDefault()
            ?? ById(id[..id.LastIndexOf('/')], isExact: false);
    }

    public IEnumerable<Reference> ReferencesOf(PlannedResource resource)
    {
        foreach (var (property, text) in InputText.In(resource.Inputs))
        {
            var targets = text.Length <= LongestName && Named(text) is { } named ? [named] : PrincipalsIn(text);
            foreach (var target in targets.Where(target => !ReferenceEquals(target, resource)))
                yield return new(resource, property, text, target);
        }
    }

    /// <summary>Whose id, principal or address it is, or to whom it leads: a URL, an image's name, <c>/applications/…</c>.</summary>
    public PlannedResource? Named(string text)
        => InputText.IsId(text) ? ById(text, isExact: true)
            : _names.GetValueOrDefault(text) ?? _names.GetValueOrDefault(text.StartsWith('/') ? ArmId.NameIn(text) : HostOf(text));

    // What is nearest above, but for the group: everything is below that.
    private PlannedResource? ById(string id, bool isExact)
    {
        for (var at = id; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOf('/'))], isExact = false)
        {
            if (_ids.TryGetValue(at, out var found) && (isExact || !Look.Is(found, "resources:ResourceGroup")))
                return found;
        }

        return null;
    }

    // Within a document, as a policy is one
    private IEnumerable<PlannedResource> PrincipalsIn(string text)
        => text.Contains('\n', StringComparison.Ordinal)
            ? Principal().Matches(text).Select(match => _names.GetValueOrDefault(match.Value)).OfType<PlannedResource>()
            : [];

    private static string HostOf(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var end = text.IndexOfAny(['/', ':'], start);
        return text[start..(end < 0 ? text.Length : end)];
    }

    private IEnumerable<string> NamesOf(PlannedResource resource) => resource.Type.Split(':')[0] switch
    {
        "azure-native" when IdOf(resource) is { } id => Texts(AzureOutputs.Of(resource.Type, id)).Where(IsTelling).Select(HostOf),
        "azuread" => [EntraProvider.ObjectId(resource.Type, resource.Name), EntraProvider.ClientId(resource.Type, resource.Name)],
        "kubernetes" => KubernetesNames(resource),
        _ => [],
    };

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        string text => [text],
        ImmutableDictionary<string, object> members => members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .SelectMany(member => Texts(member.Value)),
        ImmutableArray<object> elements => elements.SelectMany(Texts),
        _ => [],
    };

    private static bool IsTelling(string text)
        => text != Tenant.TenantId && !text.StartsWith('/') && !text.Contains(';', StringComparison.Ordinal)
            && (Guid.TryParse(text, out _) || text.Contains('.', StringComparison.Ordinal));

    private static IEnumerable<string> KubernetesNames(PlannedResource resource)
    {
        var metadata = resource.Inputs["metadata"];
        if (Look.Is(resource, "ServiceAccount"))
            yield return $"system:serviceaccount:{metadata?["namespace"]}:{metadata?["name"]}";
        foreach (var (_, text) in InputText.In(metadata?["annotations"]).Concat(InputText.In(resource.Inputs["spec"]?["loadBalancerIP"])))
        {
            if (text.Contains('.', StringComparison.Ordinal) && IPAddress.TryParse(text, out _))
                yield return text;
        }
    }

    // A name leads to whoever has its address.
    private void AddRecord(PlannedResource record)
    {
        var targets = InputText.In(record.Inputs["aRecords"]).Select(text => _names.GetValueOrDefault(text.Text)).OfType<PlannedResource>();
        _names.TryAdd($"{record.Inputs["relativeRecordSetName"]}.{record.Inputs["privateZoneName"]}", targets.FirstOrDefault() ?? record);
    }

    [GeneratedRegex(@"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b")]
    private static partial Regex Principal();
}
