using System.Text.Json.Nodes;
using Platform.Review.Preflight.Asking;

namespace Platform.Review.Tests.Preflight;

/// <summary>
/// Programs that answer as <c>answers.json</c> has it, by how a command line begins, the longest first; Azure has nothing else, and says
/// so.
/// </summary>
internal sealed class RecordedCommands : ICommands
{
    private readonly Dictionary<string, CommandAnswer?> _answers;

    public RecordedCommands()
    {
        var file = Path.Combine(RepositoryRoot.Path, "tests", "review", "Preflight", "answers.json");
        _answers = ((JsonObject)JsonNode.Parse(File.ReadAllText(file))!).ToDictionary(
            each => each.Key,
            each => (CommandAnswer?)new CommandAnswer(0, each.Value is JsonValue text ? $"{text}" : each.Value!.ToJsonString(), ""));
    }

    public List<string> Asked { get; } = [];

    /// <param name="beginning">Of a command line; a longer one than another's comes first.</param>
    public RecordedCommands With(string beginning, string output) => With(beginning, new CommandAnswer(0, output, ""));

    public RecordedCommands Refusing(string beginning, string error) => With(beginning, new CommandAnswer(1, "", error));

    public RecordedCommands Without(string beginning) => With(beginning, (CommandAnswer?)null);

    public Task<CommandAnswer?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var line = string.Join(' ', [program, .. arguments]);
        Asked.Add(line);
        var known = _answers.Where(each => line.StartsWith(each.Key, StringComparison.Ordinal)).ToArray();
        return Task.FromResult(
            known is []
                ? new CommandAnswer(3, "", "ERROR: (ResourceNotFound) The resource was not found.\n")
                : known.MaxBy(each => each.Key.Length).Value);
    }

    private RecordedCommands With(string beginning, CommandAnswer? answer)
    {
        _answers[beginning] = answer;
        return this;
    }
}
