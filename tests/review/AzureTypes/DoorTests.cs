using Azure.Bicep.Types.Concrete;
using Platform.Review.Azure.Kinds;
using Platform.Review.AzureTypes;
using Platform.Review.Rules.Catalogue;

namespace Platform.Review.Tests.AzureTypes;

/// <summary>
/// Azure takes a missing switch of public access for on, so that a rule has to know where one could be: by Azure's own types.
/// </summary>
public sealed class DoorTests
{
    [Fact]
    public void Doors_OfAllKinds_AreAllThatAzureHas()
    {
        var known = PrivateLinkRules.Doors.Concat(PrivateLinkRules.Open).Select(door => $"{door.Type} {Inner(door.Input)}");

        Assert.Equal(
            known.Order(StringComparer.Ordinal),
            AzureKinds.All.SelectMany(kind => In(kind.Key, kind.Value)).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> In(string kind, AzureKind known)
        => In(AzureDefinitions.Find(KindCatalogue.Find($"{Kind.AzureNative}{kind}")!.AzureType, known.Version)!.Body.Type, "")
            .Select(path => $"{kind} {Inner(path)}");

    private static IEnumerable<string> In(TypeBase type, string path)
        => from property in Shape.Each(type).SelectMany(shape => shape.Properties)
           where !property.Value.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly) && path.Count(c => c == '.') < 4
           from found in In(property.Value.Type.Type, $"{path}{property.Key}.")
               .Concat(property.Key.Contains("publicNetworkAccess", StringComparison.OrdinalIgnoreCase) ? [path + property.Key] : [])
           select found;

    // The provider leaves the level out, or does not
    private static string Inner(string path) => path.Replace("properties.", "", StringComparison.Ordinal);
}
