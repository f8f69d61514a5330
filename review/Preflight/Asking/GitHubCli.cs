using System.Text.Json.Nodes;

namespace Platform.Review.Preflight.Asking;

/// <summary>A repository of GitHub, asked by the <c>gh</c> on the path with the caller's own sign-in.</summary>
/// <param name="repository"><c>owner/name</c>.</param>
internal sealed class GitHubCli(ICommands commands, string repository)
{
    /// <param name="path">Below the repository: https://docs.github.com/rest.</param>
    /// <returns>Null where there is no such thing.</returns>
    /// <exception cref="RefusedException">There is no <c>gh</c>, or the answer is another error.</exception>
    public async Task<JsonNode?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await commands.RunAsync("gh", ["api", $"repos/{repository}/{path}"], cancellationToken)
            ?? throw new RefusedException("the program 'gh' was not found");
        return answer switch
        {
            { ExitCode: 0 } => JsonNode.Parse(answer.Output),
            { Error: var error } when error.Contains("HTTP 404", StringComparison.Ordinal) => null,
            _ => throw new RefusedException(answer.Error.Trim().Split('\n')[0]),
        };
    }
}
