using System.Xml;
using System.Xml.Linq;
using Platform.Review.Plans;

namespace Platform.Review.Rules;

/// <summary>Expects something of policy documents of API Management.</summary>
internal sealed record PolicyRule(string Id, Pillar Pillar, Severity Severity, string What, string Why)
    : Rule(Id, Pillar, Severity, What, Why)
{
    public required string[] Of { get; init; }

    /// <summary>What is wrong with a document, in words.</summary>
    public required Func<XElement, IEnumerable<string>> Faults { get; init; }

    public required string Expected { get; init; }

    public override IEnumerable<Finding> Check(PlanUnderReview plan)
        => from resource in Of.SelectMany(plan.OfType)
           let value = InputValue.Of(resource).At("value")
           from fault in Read(value) is { } document ? Faults(document) : ["no well-formed XML"]
           select Found(value, fault, Expected);

    /// <summary>The document's root, or null where it is none.</summary>
    public static XElement? Read(InputValue value)
    {
        try
        {
            return XElement.Parse(value.Text);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
