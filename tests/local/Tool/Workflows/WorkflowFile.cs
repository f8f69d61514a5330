using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Platform.Tool.Tests.Workflows;

/// <summary>A workflow, or an action of this repository.</summary>
internal sealed partial record WorkflowFile(string Path, string Text, YamlMappingNode Document)
{
    public static IReadOnlyList<WorkflowFile> Workflows { get; } = [.. RepositoryFiles.Below(".github/workflows", "*.yml").Select(Read)];

    public static IReadOnlyList<WorkflowFile> All { get; } =
        [.. Workflows, .. RepositoryFiles.Below(".github/actions", "action.yml").Select(Read)];

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>By name; an action has none.</summary>
    public IEnumerable<(string Name, YamlMappingNode Job)> Jobs
        => Child(Document, "jobs") is YamlMappingNode jobs ? jobs.Children.Select(job => ($"{job.Key}", (YamlMappingNode)job.Value)) : [];

    public IEnumerable<YamlMappingNode> Steps => Jobs.Select(job => job.Job).Append(Child(Document, "runs")).SelectMany(StepsOf);

    public IEnumerable<string> Scripts => Steps.Select(step => Child(step, "run")).OfType<YamlScalarNode>().Select(run => run.Value!);

    /// <summary>Each <c>uses:</c> line, with the comment that names its version.</summary>
    public IEnumerable<(string Action, string Comment)> Uses
        => UsesLine().Matches(Text).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    public static IEnumerable<YamlMappingNode> StepsOf(YamlNode? of)
        => Child(of, "steps") is YamlSequenceNode steps ? steps.Children.Cast<YamlMappingNode>() : [];

    public static YamlNode? Child(YamlNode? of, string name)
        => of is YamlMappingNode map && map.Children.TryGetValue(name, out var child) ? child : null;

    private static WorkflowFile Read(string path)
    {
        var text = RepositoryFiles.Read(path);
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return new(path, text, (YamlMappingNode)stream.Documents[0].RootNode);
    }

    [GeneratedRegex(@"^\s*(?:-\s+)?uses:\s*(\S+)(?:\s+#\s*(\S+))?\s*$", RegexOptions.Multiline)]
    private static partial Regex UsesLine();
}
