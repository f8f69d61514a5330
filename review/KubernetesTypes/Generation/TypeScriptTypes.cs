using System.Text.RegularExpressions;

namespace Platform.Review.KubernetesTypes.Generation;

/// <summary>The interfaces and aliases that the packages in a folder declare.</summary>
internal sealed partial class TypeScriptTypes
{
    private static readonly string[] _packages =
        ["kubernetes-models", Path.Combine("@kubernetes-models", "apimachinery"), Path.Combine("@kubernetes-models", "keda")];

    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);

    private TypeScriptTypes()
    {
    }

    public Dictionary<string, IReadOnlyDictionary<string, string>> Properties { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    /// <param name="folder">A <c>node_modules</c>.</param>
    /// <exception cref="ReviewException">A package is not there.</exception>
    public static TypeScriptTypes In(string folder)
    {
        var types = new TypeScriptTypes();
        foreach (var package in _packages.Select(name => Path.Combine(folder, name)))
        {
            if (!Directory.Exists(package))
                throw new ReviewException(
                    $"'{folder}' has no {Path.GetRelativePath(folder, package)}; "
                    + $"install the packages that {ObjectSchemas.File} is made of there.");
            foreach (var file in Directory.EnumerateFiles(package, "*.d.ts", SearchOption.AllDirectories).Where(IsType))
                types.Read(Comment().Replace(File.ReadAllText(file), ""));
        }

        return types;
    }

    /// <summary>The type of a kind, by API version and kind.</summary>
    public string NameOf(string kind)
        => _kinds.GetValueOrDefault(kind) ?? throw new ReviewException($"The packages know no kind {kind}.");

    private static bool IsType(string file)
        => !file.Contains("_schemas", StringComparison.Ordinal) && Path.GetFileName(file) != "index.d.ts";

    private void Read(string text)
    {
        // A file has one type, and at its end the name by which others know it
        if (Exported().Match(text) is not { Success: true } exported)
            return;
        var (own, name) = (exported.Groups["own"].Value, exported.Groups["name"].Value);
        if (Regex.Match(text, $@"export interface {own}(?: extends [\w, ]+)? \{{") is { Success: true } declared)
        {
            var properties = new TypeScriptMembers(text, declared.Index + declared.Length).Read(name, Properties);
            Properties[name] = properties;
            if (properties.TryGetValue("apiVersion", out var version) && properties.TryGetValue("kind", out var kind))
                _kinds[$"{version.Trim('"')}:{kind.Trim('"')}"] = name;
        }
        else if (Regex.Match(text, $@"export type {own} = (?<type>[^;]+);") is { Success: true } alias)
            Aliases[name] = TypeScriptMembers.Plain(alias.Groups["type"].Value);
    }

    [GeneratedRegex(@"/\*\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"export type \{ (?<own>\w+) as (?<name>\w+)")]
    private static partial Regex Exported();
}
