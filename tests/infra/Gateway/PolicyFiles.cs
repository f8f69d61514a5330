using System.Xml.Linq;
using Platform.Infra.Gateway;

namespace Platform.Infra.Tests.Gateway;

/// <summary>Every policy file of the program, as it is, places and all.</summary>
internal static class PolicyFiles
{
    private const string Prefix = "policies/";

    public static IReadOnlyDictionary<string, XElement> All { get; } = Read();

    /// <summary>What the places are filled with that take statements.</summary>
    private static readonly Dictionary<string, string[]> _filled = new()
    {
        ["$(admission)"] = ["fragments/front-door"],
        ["$(fragments)"] = ["fragments/role", "fragments/tokens"],
        ["$(quota)"] = ["parts/quota", "parts/quota-by-key"],
    };

    public static IEnumerable<string> Policies => All.Keys.Where(name => !name.Contains('/')).Order();

    public static IEnumerable<string> Fragments => All.Keys.Where(name => name.StartsWith("fragments/", StringComparison.Ordinal)).Order();

    /// <summary>The statements of a section or a fragment, those of fragments that it includes too.</summary>
    public static IEnumerable<XElement> Statements(XElement section)
    {
        foreach (var statement in section.Elements().Concat(Branches(section).SelectMany(branch => branch.Elements())))
        {
            yield return statement;
            if (statement.Name == "include-fragment" && statement.Attribute("fragment-id")!.Value is var id)
                foreach (var inner in _filled.GetValueOrDefault(id, [$"fragments/{id}"]).SelectMany(name => Statements(All[name])))
                    yield return inner;
        }

        foreach (var part in section.Nodes().OfType<XText>().SelectMany(text => _filled.GetValueOrDefault(text.Value.Trim(), [])))
            yield return All[part];
    }

    private static IEnumerable<XElement> Branches(XElement section) => section.Descendants("when").Concat(section.Descendants("otherwise"));

    private static Dictionary<string, XElement> Read()
    {
        var assembly = typeof(PolicyDocument).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(
            name => name[Prefix.Length..^".xml".Length],
            name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                return XElement.Load(stream);
            });
    }
}
