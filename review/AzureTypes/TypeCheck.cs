using System.Text.Json.Nodes;
using Azure.Bicep.Types.Concrete;
using Platform.Review.Plans;
using Platform.Review.Secrets;
using Platform.Review.Types;

namespace Platform.Review.AzureTypes;

/// <summary>Holds what a resource is given to a definition of Azure's, property by property.</summary>
/// <param name="kind">Whose renames count; null for what is in Azure's own form already.</param>
/// <param name="isTemplate">Whether texts in brackets are expressions, which are not to be known before they run.</param>
internal sealed class TypeCheck(PlannedResource resource, AzureKind? kind, bool isTemplate = false)
{
    private readonly List<TypeFault> _faults = [];

    public IReadOnlyList<TypeFault> Faults => _faults;

    public void Add(FaultKind fault, string path, string given, string allowed) => _faults.Add(new(fault, resource, path, given, allowed));

    /// <summary>A whole resource, but for what identifies it.</summary>
    /// <param name="given">Without what says where the resource is.</param>
    public void Body(TypeBase type, Place place, IReadOnlyList<Given> given)
    {
        var kinds = type is DiscriminatedObjectType several && KindOf(several, place, given) is { } chosen
            ? Shape.Of(several, chosen)
            : Shape.OfAll(type);
        Members(kinds.OfBody, place, given);
    }

    /// <summary>The members of an object of a type that may have several kinds.</summary>
    public void Members(TypeBase type, Place place, IReadOnlyList<Given> given)
    {
        if (type is ObjectType single)
            Members(Shape.Of(single), place, given);
        else if (type is DiscriminatedObjectType several && KindOf(several, place, given) is { } chosen)
            Members(Shape.Of(several, chosen), place, given);
    }

    /// <summary>One value, whatever its type is.</summary>
    public void Value(TypeBase type, Place place, JsonNode node)
    {
        if (IsOpen(node))
            return;
        switch (type)
        {
            case ObjectType or DiscriminatedObjectType when node is JsonObject members:
                Members(type, place, [.. Given.In(members, place)]);
                break;
            case ObjectType { AdditionalProperties: not null } when kind is not null && node is JsonArray keys && keys.All(IsScalar):
                // The provider has a list of keys where Azure has a map with nothing in its values
                break;
            case ArrayType list when node is JsonArray items:
                Items(list, place, items);
                break;
            case UnionType union:
                Union(union, place, node);
                break;
            default:
                if (Scalars.FaultOf(type, node) is { } fault)
                    Add(fault.Kind, place.Path, Quoted.Value(node), fault.Allowed);
                break;
        }
    }

    private void Members(Shape shape, Place place, IReadOnlyList<Given> given)
    {
        var (found, inner) = (new HashSet<string>(), new List<Given>());
        foreach (var each in given)
        {
            var name = NameOf(shape, each);
            if (name is not null && shape.Properties.TryGetValue(name, out var property))
            {
                found.Add(name);
                Property(property, each);
            }
            else if (name is not null)
                inner.Add(each with { Name = name[(Shape.Inner.Length + 1)..] });
            else
                Other(shape, place, each);
        }

        if (inner.Count > 0 || (kind is not null && !found.Contains(Shape.Inner) && shape.Requires(Shape.Inner)))
        {
            found.Add(Shape.Inner);
            Members(shape.Properties[Shape.Inner].Type.Type, place, inner);
        }

        foreach (var name in shape.Properties.Keys.Where(name => shape.Requires(name) && !found.Contains(name)))
            Add(FaultKind.Missing, place.Member(name).Path, Quoted.Nothing, Allowed.Text(shape.Properties[name].Type.Type));
    }

    // Azure's name, or properties.name for what belongs into the level that azure-native leaves out
    private string? NameOf(Shape shape, Given given)
    {
        if (kind is null)
            return PropertyNames.Match(shape.Properties.Keys, given.Name);
        var inner = shape.Properties.GetValueOrDefault(Shape.Inner)?.Type.Type;
        var below = inner is null ? [] : Shape.OfAll(inner).Properties.Keys.Select(name => $"{Shape.Inner}.{name}");
        string[] known = [.. shape.Properties.Keys, .. below];
        return kind.Inputs?.GetValueOrDefault(given.Place.Pattern) is { } renamed && known.Contains(renamed)
            ? renamed
            : PropertyNames.Place(known, given.Name);
    }

    private void Property(ObjectTypeProperty property, Given given)
    {
        if (property.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly))
            Add(FaultKind.ReadOnly, given.Place.Path, Quoted.Value(given.Node), "nothing: Azure sets it");
        else
            Value(property.Type.Type, given.Place, given.Node);
    }

    private void Other(Shape shape, Place place, Given given)
    {
        if (shape.Others is { } others)
            Value(others, place.Entry(given.Name), given.Node);
        else if (kind?.Unmapped?.Contains(given.Place.Pattern) is true)
            Add(FaultKind.Unmapped, given.Place.Path, Quoted.Value(given.Node), "an input of which the package says where it goes");
        else
            Add(FaultKind.Unknown, given.Place.Path, Quoted.Value(given.Node), $"one of {string.Join(", ", shape.Settable)}");
    }

    private void Items(ArrayType list, Place place, JsonArray items)
    {
        if (items.Count < list.MinLength || items.Count > list.MaxLength)
            Add(FaultKind.Limit, place.Path, $"a list of {items.Count}", $"a list of {Allowed.Range(list.MinLength, list.MaxLength)}");
        foreach (var (index, item) in items.Index())
            if (item is not null)
                Value(list.ItemType.Type, place.Item(index), item);
    }

    // One of several literals, or of several types; where none fits, the one that comes nearest says why
    private void Union(UnionType union, Place place, JsonNode node)
    {
        var elements = union.Elements.Select(each => each.Type).ToArray();
        if (elements.All(each => each is StringLiteralType or StringType))
        {
            if (Scalars.FaultOf(union, node) is { } fault)
                Add(fault.Kind, place.Path, Quoted.Value(node), fault.Allowed);
            return;
        }

        var tries = elements.Select(each =>
        {
            var check = new TypeCheck(resource, kind, isTemplate);
            check.Value(each, place, node);
            return check.Faults;
        }).ToArray();
        _faults.AddRange(tries.MinBy(faults => faults.Count)!);
    }

    private string? KindOf(DiscriminatedObjectType type, Place place, IReadOnlyList<Given> given)
    {
        var says = given.FirstOrDefault(each => PropertyNames.Match([type.Discriminator], each.Name) is not null);
        if (says is not null && type.Elements.Keys.FirstOrDefault(each => each == $"{says.Node}") is { } kind)
            return kind;
        if (says is null || !IsOpen(says.Node))
            Add(
                FaultKind.Discriminator, says?.Place.Path ?? place.Member(type.Discriminator).Path,
                says is null ? Quoted.Nothing : Quoted.Value(says.Node), Quoted.AnyOf([.. type.Elements.Keys]));
        return null;
    }

    private static bool IsScalar(JsonNode? node) => node is JsonValue;

    private bool IsOpen(JsonNode node)
        => node is JsonValue value && value.TryGetValue<string>(out var text)
            && (SecretMask.Is(text) || (isTemplate && text.StartsWith('[') && !text.StartsWith("[[", StringComparison.Ordinal)));
}
