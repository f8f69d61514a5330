using System.Text.RegularExpressions;

namespace Platform.Review.AzureTypes.Generation;

/// <summary>The npm package @pulumi/azure-native, unpacked.</summary>
internal sealed partial class Package
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _enums = [];
    private readonly Dictionary<string, IReadOnlyList<Declaration>> _types;

    /// <exception cref="ReviewException">It is not there, or not as it is known.</exception>
    public Package(string folder)
    {
        if (!File.Exists(TypesOf(folder)))
            throw new ReviewException(
                $"'{folder}' is no @pulumi/azure-native: it has no types/input.d.ts. Unpack the package of that name and version there.");
        (_folder, _types) = (folder, DeclarationReader.Read(TypesOf(folder)));
    }

    /// <returns>The API version and the inputs of a kind; null for kinds that the provider makes itself, without an API version.</returns>
    public (string Version, IReadOnlyList<Declaration> Inputs)? Kind(string kind)
    {
        var (module, name) = (kind.Split(':')[0], kind.Split(':')[1]);
        var file = Path.Combine(_folder, module, $"{char.ToLowerInvariant(name[0])}{name[1..]}.d.ts");
        return Version().Match(File.ReadAllText(file)) is { Success: true } version
            ? (version.Groups[1].Value, DeclarationReader.Read(file)[$"{name}Args"])
            : null;
    }

    /// <summary>The types that a declared type is made of, with their inputs.</summary>
    public IEnumerable<(string Name, IReadOnlyList<Declaration> Inputs)> PartsOf(string type)
        => Reference().Matches(type).Select(reference => reference.Groups[1].Value).Distinct()
            .Where(_types.ContainsKey).Select(name => (name, _types[name]));

    /// <summary>The enums that a declared type may be of, with their values.</summary>
    public IEnumerable<(string Name, IReadOnlyList<string> Values)> EnumsOf(string type)
        => Enumeration().Matches(type).Select(match => (match.Groups["module"].Value, match.Groups["name"].Value)).Distinct()
            .Select(each => ($"{each.Item1}.{each.Item2}", Values(each.Item1, each.Item2)));

    private IReadOnlyList<string> Values(string module, string name)
    {
        var file = Path.Combine(_folder, "types", "enums", module, "index.d.ts");
        if (!_enums.TryGetValue(file, out var text))
            _enums[file] = text = File.ReadAllText(file);
        var start = text.IndexOf($"export declare const {name}: {{", StringComparison.Ordinal);
        return start < 0
            ? []
            : [
                .. Value().Matches(text[start..text.IndexOf("\n};", start, StringComparison.Ordinal)])
                .Select(value => value.Groups[1].Value),
            ];
    }

    private static string TypesOf(string folder) => Path.Combine(folder, "types", "input.d.ts");

    [GeneratedRegex(@"Uses Azure REST API version (\d{4}-\d{2}-\d{2}(?:-[a-z]+)?)")]
    private static partial Regex Version();

    [GeneratedRegex(@"enums\.(?<module>\w+)\.(?<name>\w+)")]
    private static partial Regex Enumeration();

    [GeneratedRegex(@"readonly \w+: ""([^""]*)"";")]
    private static partial Regex Value();

    [GeneratedRegex(@"inputs\.([\w.]+)")]
    private static partial Regex Reference();
}
