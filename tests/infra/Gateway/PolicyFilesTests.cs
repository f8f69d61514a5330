using System.Xml.Linq;

namespace Platform.Infra.Tests.Gateway;

/// <summary>What API Management asks of every policy document, and what we ask of ours.</summary>
public sealed class PolicyFilesTests
{
    private static readonly string[] _anywhere = ["inbound", "backend", "outbound", "on-error"];

    // https://learn.microsoft.com/azure/api-management/api-management-policies: where each policy in use may stand
    private static readonly Dictionary<string, string[]> _allowed = new()
    {
        ["base"] = _anywhere,
        ["cache-lookup"] = ["inbound"],
        ["cache-store"] = ["outbound"],
        ["choose"] = _anywhere,
        ["cors"] = ["inbound"],
        ["forward-request"] = ["backend"],
        ["include-fragment"] = _anywhere,
        ["llm-token-limit"] = ["inbound"],
        ["quota"] = ["inbound"],
        ["quota-by-key"] = ["inbound"],
        ["rate-limit-by-key"] = ["inbound"],
        ["return-response"] = _anywhere,
        ["rewrite-uri"] = ["inbound"],
        ["set-backend-service"] = ["inbound", "backend"],
        ["set-header"] = _anywhere,
        ["set-variable"] = _anywhere,
        ["validate-azure-ad-token"] = ["inbound"],
    };

    public static TheoryData<string> Policies => new(PolicyFiles.Policies);
    public static TheoryData<string> Fragments => new(PolicyFiles.Fragments);
    public static TheoryData<string> All => new(PolicyFiles.All.Keys.Order());

    [Theory, MemberData(nameof(Policies))]
    public void Policy_OfAnyScope_HasItsFourSectionsInOrder(string name)
    {
        Assert.Equal("policies", PolicyFiles.All[name].Name.LocalName);
        Assert.Equal(_anywhere, PolicyFiles.All[name].Elements().Select(section => section.Name.LocalName));
    }

    // Nothing stands above the global policy, whose backend section therefore calls the backend itself; so does a section that
    // forwards in a way of its own, since <base /> would forward once more
    [Theory, MemberData(nameof(Policies))]
    public void Policy_OfAnyScopeButTheGlobal_KeepsWhatTheScopesAboveItSay(string name) => Assert.All(
        PolicyFiles.All[name].Elements(),
        section => Assert.Equal(
            name == "global" || section.Element("forward-request") is not null ? 0 : 1, section.Elements("base").Count()));

    // What a policy looks at before the scopes above it is looked at for callers who are not admitted
    [Theory, MemberData(nameof(Policies))]
    public void Inbound_OfAnyScopeButTheGlobal_BeginsWithBase(string name)
    {
        if (name != "global")
            Assert.Equal("base", PolicyFiles.All[name].Element("inbound")!.Elements().First().Name.LocalName);
    }

    [Theory, MemberData(nameof(Policies))]
    public void Policy_WithItsFragments_PutsStatementsWhereTheyAreAllowed(string name)
    {
        foreach (var section in PolicyFiles.All[name].Elements())
            foreach (var statement in PolicyFiles.Statements(section))
                Assert.Contains(section.Name.LocalName, _allowed[statement.Name.LocalName]);
    }

    // https://learn.microsoft.com/azure/api-management/policy-fragments: neither sections, nor base, nor fragments, and 512 KB at most
    [Theory, MemberData(nameof(Fragments))]
    public void Fragment_OfAnyKind_HoldsStatementsAlone(string name)
    {
        var fragment = PolicyFiles.All[name];

        Assert.Equal("fragment", fragment.Name.LocalName);
        Assert.NotEmpty(fragment.Elements());
        Assert.DoesNotContain(
            fragment.Descendants().Select(each => each.Name.LocalName),
            name => name is "base" or "include-fragment" or "policies" || _anywhere.Contains(name));
    }

    [Theory, MemberData(nameof(All))]
    public void Expressions_OfAnyFile_AreClosed(string name)
    {
        var texts = PolicyFiles.All[name].DescendantNodes().OfType<XText>().Select(text => text.Value.Trim());
        var attributes = PolicyFiles.All[name].Descendants().Attributes().Select(attribute => attribute.Value);

        Assert.All(texts.Concat(attributes).Where(text => text.StartsWith('@')), expression =>
        {
            Assert.StartsWith("@(", expression);
            Assert.EndsWith(")", expression);
            Assert.Equal(expression.Count(c => c == '('), expression.Count(c => c == ')'));
            Assert.Equal(0, expression.Count(c => c == '"') % 2);
        });
    }

    [Theory, MemberData(nameof(All))]
    public void ReturnResponse_OfAnyFile_HasStatusThenHeadersThenJson(string name)
        => Assert.All(PolicyFiles.All[name].Descendants("return-response"), response =>
        {
            var parts = response.Elements().Select(part => part.Name.LocalName).ToList();
            Assert.Equal(["set-status", .. Enumerable.Repeat("set-header", parts.Count - 2), "set-body"], parts);
            Assert.Equal("application/json", Header(response, "Content-Type"));
            Assert.NotEqual("", Header(response, "X-Request-Id"));
        });

    internal static string Header(XElement parent, string name)
        => parent.Elements("set-header").Single(header => header.Attribute("name")!.Value == name).Element("value")!.Value;
}
