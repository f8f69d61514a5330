using System.Reflection;
using Platform.Review.Plans;
using Platform.Review.Report;
using Platform.Review.Stacks;

namespace Platform.Gateway.Tests;

/// <summary>Plans of stacks as they would be deployed, evaluated, with another line or two in their files.</summary>
internal static class StackPlans
{
    private static readonly string _root = typeof(StackPlans).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    private static readonly Dictionary<string, Task<string>> _plans = [];

    /// <param name="lines">Of the stack's file: each takes the place of what has the same key, or is added.</param>
    public static Task<string> OfAsync(string stack, params string[] lines)
    {
        var text = File.ReadAllText(Path.Combine(_root, $"Pulumi.{stack}.yaml"));
        foreach (var line in lines)
            text = With(text, line);
        lock (_plans)
            return _plans.TryGetValue($"{stack} {text}", out var plan) ? plan : _plans[$"{stack} {text}"] = EvaluateAsync(stack, text);
    }

    private static string With(string text, string line)
    {
        var key = $"  {line[..line.IndexOf(": ", StringComparison.Ordinal)]}:";
        var (rows, isOld) = (new List<string>(), false);
        foreach (var row in text.Split('\n'))
        {
            isOld = row.StartsWith(key, StringComparison.Ordinal) || isOld && row.StartsWith("   ", StringComparison.Ordinal);
            if (!isOld)
                rows.Add(row);
        }

        rows.Insert(rows.IndexOf("config:") + 1, $"  {line}");
        return string.Join('\n', rows);
    }

    private static async Task<string> EvaluateAsync(string stack, string text)
    {
        var configuration = StackFile.Parse(text, stack).With(ProjectFile.Read(Path.Combine(_root, "Pulumi.yaml")));
        return ReportFormats.Plans["json"].Write(await PlanRecorder.RecordAsync(_root, configuration, CancellationToken.None));
    }
}
