using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Review.Azure.Kinds;
using Platform.Review.Evaluation;
using Platform.Review.Plans;

namespace Platform.Review.Tests.Sequences;

/// <summary>
/// Azure as Azure Native meets it: a create asks first and refuses what is there, a delete sends no query.
/// https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/crud/crud.go
/// </summary>
internal sealed class ModelledAzure
{
    // Azure deletes none of these: https://learn.microsoft.com/azure/machine-learning/how-to-create-data-assets
    private static readonly string[] _kept = ["CodeVersion", "ComponentVersion", "DataVersion", "EnvironmentVersion"];

    // Whose names stay taken, with all that was in them
    private static readonly string[] _keptWhenDeleted = ["Vault", "ApiManagementService"];

    private readonly HashSet<string> _there = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _softDeleted = new(StringComparer.OrdinalIgnoreCase);
    private int _names;

    /// <summary>Each as <c>create</c> or <c>delete</c>, and the last part of its id.</summary>
    public List<string> Log { get; } = [];

    public IReadOnlyCollection<string> There => _there;

    /// <returns>Its id.</returns>
    public string Create(PlannedResource resource)
    {
        var id = IdOf(resource);
        if (_softDeleted.Contains(id))
            Recover(resource, id, [.. Below(_softDeleted, id)]);
        if (!_there.Add(id))
            throw new AzureRefusal($"cannot create already existing resource '{id}'");
        Log.Add($"create {ArmId.NameIn(id)}");
        return id;
    }

    public void Delete(PlannedResource resource, string id)
    {
        var kind = resource.Type.Split(':')[^1];
        if (_kept.Contains(kind))
            throw new AzureRefusal($"{kind} '{id}' is not deleted");
        if (kind == "Secret")
            throw new AzureRefusal($"403 Forbidden: the caller may not delete '{id}' in the vault");
        // Each is subscribed to: https://github.com/pulumi/pulumi-azure-native/issues/846
        if (kind == "Product" && _there.Contains(id))
            throw new AzureRefusal($"412 PreconditionFailed: '{id}' has subscriptions");
        if (_keptWhenDeleted.Contains(kind))
            _softDeleted.UnionWith(Below(_there, id));
        Remove(id);
    }

    /// <summary>With all that is in it, as a query says.</summary>
    public void Remove(string id)
    {
        _there.ExceptWith([.. Below(_there, id)]);
        Log.Add($"delete {ArmId.NameIn(id)}");
    }

    private void Recover(PlannedResource resource, string id, string[] former)
    {
        var recovers = (string?)resource.Inputs["properties"]?["createMode"] == "recover" || (bool?)resource.Inputs["restore"] is true;
        if (!recovers)
            throw new AzureRefusal($"409 Conflict: '{id}' was deleted, and its name is kept");
        _softDeleted.ExceptWith(former);
        _there.UnionWith(former.Where(each => each != id));
    }

    private static IEnumerable<string> Below(IEnumerable<string> ids, string id) => ids.Where(each =>
        each.Equals(id, StringComparison.OrdinalIgnoreCase) || each.StartsWith($"{id}/", StringComparison.OrdinalIgnoreCase));

    // What the program leaves open gets another name each time
    private string IdOf(PlannedResource resource)
    {
        if (!Names(resource))
        {
            var inputs = (JsonObject)resource.Inputs.DeepClone();
            inputs[KindCatalogue.Find(resource.Type)!.NameInput!] = string.Create(
                CultureInfo.InvariantCulture, $"{resource.Name}{_names++:x8}");
            resource = resource with { Inputs = inputs };
        }

        return PlannedId.Of(resource) ?? throw new InvalidOperationException($"{resource.Path} has no id");
    }

    /// <summary>Whether the program says what it is called.</summary>
    public static bool Names(PlannedResource resource)
        => KindCatalogue.Find(resource.Type)?.NameInput is not { } input || resource.Inputs[input] is not null;
}
