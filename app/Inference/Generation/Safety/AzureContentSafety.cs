using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using Platform.Inference.Execution;

namespace Platform.Inference.Generation.Safety;

/// <summary>Asks Azure AI Content Safety for hate, self-harm, sexual content and violence.</summary>
/// <seealso href="https://learn.microsoft.com/rest/api/contentsafety/text-operations/analyze-text">Its API.</seealso>
internal sealed partial class AzureContentSafety : IContentFilter, IDisposable
{
    /// <summary>
    /// Characters of a text that it takes: https://learn.microsoft.com/azure/ai-services/content-safety/overview#input-requirements
    /// </summary>
    private const int Most = 10_000;

    private const string Scope = "https://cognitiveservices.azure.com/.default";

    private readonly ContentSafetyOptions _options;
    private readonly TokenCredential? _credential;
    private readonly ILogger<AzureContentSafety> _logger;
    private readonly HttpClient _client = new(
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false });

    public AzureContentSafety(ContentSafetyOptions options, ILogger<AzureContentSafety> logger)
    {
        (_options, _logger) = (options, logger);
        _credential = string.IsNullOrEmpty(options.Key) ? new DefaultAzureCredential() : null;
        _client.Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds);
    }

    public async ValueTask<string?> JudgeAsync(string text, CancellationToken gone)
    {
        for (var from = 0; from < text.Length; from += Most)
            if (await JudgePartAsync(text.Substring(from, Math.Min(Most, text.Length - from)), gone) is { } verdict)
                return verdict;
        return null;
    }

    public void Dispose() => _client.Dispose();

    private async Task<string?> JudgePartAsync(string part, CancellationToken gone)
    {
        try
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post, $"{_options.Address!.TrimEnd('/')}/contentsafety/text:analyze?api-version=2024-09-01")
            {
                Content = JsonContent.Create(new JsonObject { ["text"] = part, ["outputType"] = "FourSeverityLevels" }),
            };
            if (_credential is null)
                request.Headers.Add("Ocp-Apim-Subscription-Key", _options.Key);
            else
                request.Headers.Authorization = new(
                    "Bearer", (await _credential.GetTokenAsync(new TokenRequestContext([Scope]), gone)).Token);
            using var answer = await _client.SendAsync(request, gone);
            answer.EnsureSuccessStatusCode();
            return Worst(await answer.Content.ReadFromJsonAsync<JsonNode>(gone));
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or AuthenticationFailedException
            or InvalidOperationException
            || (exception is OperationCanceledException && !gone.IsCancellationRequested))
        {
            LogFailed(exception.Message);
            throw new RefusedException(
                "the filter of texts gives no verdict at the moment, and without one nothing is let through; try again later");
        }
    }

    private string? Worst(JsonNode? answer)
    {
        var found = (answer?["categoriesAnalysis"]?.AsArray() ?? throw new JsonException("its answer has no categoriesAnalysis"))
            .Where(category => (int?)category?["severity"] >= _options.Severity).Select(category => (string)category!["category"]!).Order()
            .ToList();
        return found.Count == 0 ? null : string.Join(", ", found);
    }

    [LoggerMessage(71, LogLevel.Warning, "Azure AI Content Safety gives no verdict: {Reason}")]
    private partial void LogFailed(string reason);
}
