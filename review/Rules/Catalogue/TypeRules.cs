using Platform.Review.AzureTypes;
using Platform.Review.Types;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>
/// Azure's own definitions of its resources, of the API version that azure-native uses:
/// https://github.com/Azure/bicep-types-az.
/// </summary>
internal static class TypeRules
{
    private const string Refused = "Azure refuses it, in the middle of a deployment";

    public static Rule[] All { get; } =
    [
        Of("Property", FaultKind.Unknown, "Azure knows every property that is set", "Azure refuses it, or drops it without a word"),
        Of("Required", FaultKind.Missing, "Every property that Azure requires is set", Refused),
        Of("Value", FaultKind.Value, "A property of which Azure lists the values has one of them", Refused),
        Of("Limits", FaultKind.Limit, "Lengths, ranges and patterns are those that Azure takes", Refused),
        Of("ReadOnly", FaultKind.ReadOnly, "No property is set that Azure sets itself", "It never becomes what the program says"),
        Of("Name", FaultKind.Name, "A resource's name is one that its type takes", Refused),
        Of("Discriminator", FaultKind.Discriminator, "What says of which kind an object is says one that there is", Refused),
        Of("Form", FaultKind.Form, "A text, a number, a list or an object stands where Azure wants one", Refused),
        Of("Unmapped", FaultKind.Unmapped, "Of every input that is set it is known where it goes", "Nobody can say whether Azure takes it"),
        Of("Definition", FaultKind.Undefined, "Azure has a definition of every resource, at the API version that is used",
            "Nothing that is set on it is checked"),
    ];

    private static TypeRule Of(string id, FaultKind fault, string what, string why)
        => new($"Plan.Type.{id}", Reliability, Error, what, why)
        {
            Fault = fault,
            Faults = plan => plan.TypeFaults,
            ReadMore = "https://learn.microsoft.com/azure/templates/",
        };
}
