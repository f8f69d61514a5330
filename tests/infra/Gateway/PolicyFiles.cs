using System.Xml.Linq;
using Platform.Infra.Gateway;

namespace Platform.Infra.Tests.Gateway;

/// <summary>Every policy file of the program, as it is, places and all.</summary>
internal static class PolicyFiles
{
    private const string Prefix = "policies/";

    public static IReadOnlyDictionary<string, XElement> All { get; } = Read();

    public static IEnumerable<string> Policies => All.Keys.Where(name => !name.StartsWith("fragments/", StringComparison.Ordinal)).Order();

    public static IEnumerable<string> Fragments => All.Keys.Except(Policies).Order();

    /// <summary>The statements of a section or a fragment, those of fragments that it includes too.</summary>
    public static IEnumerable<XElement> Statements(XElement section)
    {
        foreach (var statement in section.Elements().Concat(Branches(section).SelectMany(branch => branch.Elements())))
        {
            yield return statement;
            if (statement.Name == "include-fragment")
                foreach (var inner in Statements(All[$"fragments/{statement.Attribute("fragment-id")!.Value}"]))
                    yield return inner;
        }
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
