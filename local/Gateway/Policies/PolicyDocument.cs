using Platform.Gateway.Expressions;
using Platform.Gateway.Policies.Control;

namespace Platform.Gateway.Policies;

/// <summary>A policy of one scope: its four sections.</summary>
internal sealed record PolicyDocument(
    PolicyStatement[] Inbound, PolicyStatement[] Backend, PolicyStatement[] Outbound, PolicyStatement[] OnError)
{
    private static readonly string[] _sections = ["inbound", "backend", "outbound", "on-error"];

    /// <param name="name">Of the resource in the plan, for messages.</param>
    /// <param name="reading">Of no section yet.</param>
    public static PolicyDocument Read(string name, string text, PolicyReading reading)
    {
        var document = PolicyDocumentText.Parse(name, text);
        var root = new PolicyElement(document.Root, document, reading, "");
        if (root.Name != "policies")
            throw root.Position.Error($"a policy begins with <policies>, not <{root.Name}>");
        var sections = _sections.Select(section => Section(root, section, document)).ToArray();
        return root.Finish(new PolicyDocument(sections[0], sections[1], sections[2], sections[3]));

        PolicyStatement[] Section(PolicyElement parent, string section, PolicyDocumentText source)
        {
            if (parent.OnlyChild(section) is null)
                return [];
            var element = new PolicyElement(source.Root.Element(section)!, source, reading with { Section = section }, section);
            return element.Finish(element.Statements());
        }
    }

    /// <summary>The document with what the scopes above say in the place of each <c>base</c>.</summary>
    public PolicyDocument On(PolicyDocument above) => new(
        Merge(Inbound, above.Inbound), Merge(Backend, above.Backend), Merge(Outbound, above.Outbound), Merge(OnError, above.OnError));

    private static PolicyStatement[] Merge(PolicyStatement[] own, PolicyStatement[] above)
        => [.. own.SelectMany(statement => statement is BaseStatement ? above : [statement])];
}
