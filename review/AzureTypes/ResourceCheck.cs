using System.Text.Json.Nodes;
using Azure.Bicep.Types.Concrete;
using Platform.Review.Azure.Kinds;
using Platform.Review.Evaluation;
using Platform.Review.Plans;
using Platform.Review.Types;

namespace Platform.Review.AzureTypes;

/// <summary>Holds a resource of the plan to Azure's definition of its kind.</summary>
internal static class ResourceCheck
{
    private const string Azure = "azure-native:";

    // What Pulumi puts after the name of a resource that is to be named by it
    private const string Suffix = "0a1b2c3d";

    public static IEnumerable<TypeFault> Of(PlannedResource resource)
    {
        var token = KindCatalogue.Unversioned(resource.Type)[Azure.Length..];
        if (token == "resources:Resource")
            return GenericCheck.Of(resource);
        if (!AzureKinds.All.TryGetValue(token, out var kind))
            return [Undefined(resource, resource.Type, $"a kind of {AzureKinds.File}")];
        var version = VersionIn(resource.Type) ?? kind.Version;
        var type = PlannedId.Of(resource) is { } id ? ArmType.In(id) : "";
        if (AzureDefinitions.Find(type, version) is not { } definition)
            return [Undefined(resource, $"{type}@{version}", "a type and version that Azure's types define")];
        var check = new TypeCheck(resource, kind);
        check.Body(definition.Body.Type, Place.Root, [.. Inputs(resource, kind)]);
        Name(check, definition.Body.Type, resource);
        return token == "resources:Deployment" ? check.Faults.Concat(TemplateCheck.Of(resource)) : check.Faults;
    }

    public static TypeFault Undefined(PlannedResource resource, string given, string allowed, string path = "")
        => new(FaultKind.Undefined, resource, path, given, allowed);

    // What says where the resource is goes into the body as well only where the package says so
    private static IEnumerable<Given> Inputs(PlannedResource resource, AzureKind kind)
        => Given.In(resource.Inputs, Place.Root)
            .Where(given => !PathInputs.Of(resource.Type).Contains(given.Name) || kind.Inputs?.ContainsKey(given.Name) is true);

    // What Azure says of a child's name is of its last part
    private static void Name(TypeCheck check, TypeBase body, PlannedResource resource)
    {
        if (Shape.OfAll(body).Properties.GetValueOrDefault("name")?.Type.Type is not { } type || PlannedId.Of(resource) is not { } id)
            return;
        var input = PathInputs.NameOf(resource.Type);
        var isGiven = resource.Inputs[input ?? ""] is not null || input is null;
        var name = isGiven ? ArmId.NameIn(id) : $"{resource.Name}{Suffix}";
        if (Scalars.FaultOf(type, JsonValue.Create(name)) is { } fault)
            check.Add(FaultKind.Name, isGiven ? input ?? "" : "", isGiven ? $"'{name}'" : $"'{name}', made by Pulumi", fault.Allowed);
    }

    // azure-native has further API versions in modules of their own: keyvault/v20230701
    private static string? VersionIn(string token)
    {
        var module = token[Azure.Length..].Split(':')[0].Split('/');
        return module is [_, ['v', .. { Length: >= 8 } date]]
            ? $"{date[..4]}-{date[4..6]}-{date[6..8]}{(date.Length > 8 ? $"-{date[8..]}" : "")}"
            : null;
    }
}
