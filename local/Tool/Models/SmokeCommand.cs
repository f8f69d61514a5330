using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Verbs;

namespace Platform.Tool.Models;

/// <summary><c>smoke</c>: whether a deployed API predicts.</summary>
internal static class SmokeCommand
{
    private const string KeyVariable = "PLATFORM_KEY";

    // A gateway takes up to a minute to spread what was changed, and new pods may still be warming up
    private const int MostTries = 13;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var url = Options.Text("--url", "URL", "of the API, as `pulumi stack output gatewayUrl` prints it");
        var model = Options.Text(
            "--model", "NAME", $"whose example is sent, as `pulumi stack output defaultModel` prints it (default {ShippedModels.Default})");
        var command = Verb.Smoke.ToCommand(url, model);
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(url), parsed.GetValue(model) ?? ShippedModels.Default));
        return command;
    }

    private static async Task<int> RunAsync(string? given, string model)
    {
        if (!Uri.TryCreate(given, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new WrongUsageException(
                $"--url is '{given}'; allowed: an http or https address, such as `pulumi stack output gatewayUrl` prints");
        if (Environment.GetEnvironmentVariable(KeyVariable) is not { Length: > 0 } key)
            throw new WrongUsageException(
                $"the environment variable {KeyVariable} is not set; it takes a subscription key: `pulumi stack output smokeKey "
                + "--show-secrets`");
        var example = ShippedModels.ExampleOf(model)
            ?? throw new WrongUsageException($"--model is '{model}'; allowed: a folder of app/models whose model.json has an \"example\"");
        using var client = new HttpClient { BaseAddress = new Uri($"{url.AbsoluteUri.TrimEnd('/')}/"), Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Add("Ocp-Apim-Subscription-Key", key);
        for (var tried = 1; ; tried++)
        {
            var (status, body) = await PredictionAsync(client, example);
            if (status == HttpStatusCode.OK && body.Contains("\"prediction\"", StringComparison.Ordinal))
            {
                Console.WriteLine($"{client.BaseAddress}predict answered {body}");
                return 0;
            }

            if (tried == MostTries || status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest)
                throw new FailedException(
                    $"{client.BaseAddress}predict answered {(status is { } code ? $"{(int)code}" : "nothing")}: {body}");
            await Task.Delay(_pause);
        }
    }

    private static async Task<(HttpStatusCode? Status, string Body)> PredictionAsync(HttpClient client, JsonNode example)
    {
        try
        {
            using var answer = await client.PostAsJsonAsync("predict", example);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return (null, error.Message);
        }
    }
}
