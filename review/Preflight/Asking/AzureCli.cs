using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Review.Preflight.Asking;

/// <summary>Azure, asked by the <c>az</c> on the path with the caller's own sign-in.</summary>
internal sealed class AzureCli(ICommands commands)
{
    private const string SignIn = "sign in with: az login";
    private const string NotFound = "the program 'az' was not found";
    private const string Install = "install it, https://learn.microsoft.com/cli/azure/install-azure-cli";

    /// <param name="subscription">The one to use; the caller's present one, unless given.</param>
    /// <exception cref="ReviewException">There is no <c>az</c>, or nobody is signed in.</exception>
    public async Task<Account> AccountAsync(string? subscription, CancellationToken cancellationToken)
    {
        string[] which = subscription is null ? [] : ["--subscription", subscription];
        var answer = await commands.RunAsync("az", ["account", "show", .. which, "--output", "json"], cancellationToken)
            ?? throw NotSignedIn($"The program 'az' was not found; {Install}, then {SignIn}");
        if (answer.ExitCode != 0)
            throw NotSignedIn(subscription is null
                ? $"Nobody is signed in to Azure; {SignIn}"
                : $"Nobody is signed in to Azure with a view of subscription '{subscription}'; {SignIn}");
        var account = Parsed(answer.Output);
        return new($"{account["id"]}", $"{account["tenantId"]}", $"{account["user"]?["name"]}", $"{account["user"]?["type"]}" != "user");
    }

    /// <exception cref="RefusedException">The answer is an error.</exception>
    public async Task<JsonNode> AskAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var answer = await commands.RunAsync("az", [.. arguments, "--output", "json"], cancellationToken);
        return answer is { ExitCode: 0 } ? Parsed(answer.Output) : throw Refused(answer);
    }

    /// <returns>Null where there is no such thing.</returns>
    /// <exception cref="RefusedException">The answer is another error.</exception>
    public async Task<JsonNode?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await commands.RunAsync("az", ["rest", "--method", "get", "--url", path, "--output", "json"], cancellationToken);
        return answer switch
        {
            { ExitCode: 0 } => Parsed(answer.Output),
            { Error: var error } when IsNotFound(error) => null,
            _ => throw Refused(answer),
        };
    }

    private static ReviewException NotSignedIn(string message) => new(message) { ExitCode = ExitCodes.NotSignedIn };

    private static JsonNode Parsed(string output)
    {
        try
        {
            return JsonNode.Parse(output) ?? new JsonObject();
        }
        catch (JsonException)
        {
            throw new RefusedException("the answer of 'az' is no JSON");
        }
    }

    // Services say (ResourceNotFound), (VaultNotFound) and the like; what is in front of them, the number alone
    private static bool IsNotFound(string error)
        => error.Contains("NotFound", StringComparison.OrdinalIgnoreCase)
        || error.Contains("Not Found", StringComparison.OrdinalIgnoreCase);

    // az says more than one line of an error; the first says what it is
    private static RefusedException Refused(CommandAnswer? answer)
    {
        var lines = (answer?.Error ?? NotFound).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(lines.FirstOrDefault("no reason was given"));
    }
}
