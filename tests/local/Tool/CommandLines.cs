using System.Text.RegularExpressions;

namespace Platform.Tool.Tests;

/// <summary>The <c>dotnet platform.cs</c> lines that some text tells people or machines to run, held to what the command offers.</summary>
internal static partial class CommandLines
{
    private static readonly Dictionary<string, Task<Command>> _help = [];

    public static IEnumerable<string> In(string text) => Line().Matches(text).Select(match => match.Groups[1].Value.Trim());

    /// <summary>Null where the verb and every option exist; else what is wrong.</summary>
    public static async Task<string?> ProblemOf(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is [] or ["help" or "--", ..])
            return null;
        var help = await HelpOf(words[0]);
        if (help.ExitCode != 0)
            return $"there is no verb '{words[0]}'";
        var unknown = words.Where(word => word.StartsWith("--", StringComparison.Ordinal)
            && !help.Output.Contains($"  {word} ", StringComparison.Ordinal)).ToArray();
        return unknown.Length == 0 ? null : $"{words[0]} has no option {string.Join(", ", unknown)}";
    }

    /// <param name="where">Names the text that holds the line.</param>
    public static async Task AssertExistsAsync(string line, string where)
    {
        var problem = await ProblemOf(line);
        Assert.True(problem is null, $"{where}: 'dotnet platform.cs {line}': {problem}");
    }

    private static Task<Command> HelpOf(string verb)
    {
        lock (_help)
            return _help.TryGetValue(verb, out var asked) ? asked : _help[verb] = Command.RunAsync("help", verb);
    }

    // Up to what ends a command, in a shell or in a sentence
    [GeneratedRegex(@"dotnet platform\.cs([^`|&;#()<>\n]*)")]
    private static partial Regex Line();
}
