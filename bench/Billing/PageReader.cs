using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Platform.Bench.Billing;

/// <summary>Somebody at the console, with cookies and without script.</summary>
internal sealed partial class PageReader(Uri address) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = address };

    public async Task SignInAsync(string email, bool isOperator)
    {
        var html = await _client.GetStringAsync("/console/sign-in");
        var form = Hidden().Matches(html[html.IndexOf("action=\"/console/sign-in\"", StringComparison.Ordinal)..])
            .DistinctBy(match => match.Groups[1].Value)
            .ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        (form["name"], form["email"]) = (email, email);
        if (isOperator)
            form["operator"] = "yes";
        using var answer = await _client.PostAsync("/console/sign-in", new FormUrlEncodedContent(form));
    }

    /// <summary>The pages that a page leads to, below it, and itself.</summary>
    public async Task<IReadOnlyList<string>> LinksAsync(string path)
    => [
        .. Link().Matches(await _client.GetStringAsync(path)).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))
            .Where(link => link.StartsWith(path, StringComparison.Ordinal)).Append(path).Distinct(),
    ];

    /// <summary>Asks for a page and for those that come after it, once each.</summary>
    /// <exception cref="InvalidOperationException">It is not answered, or by another page.</exception>
    public async Task<PageTime> TimeAsync(string path, int asks)
    {
        var (times, bytes, next) = (new List<TimeSpan>(), 0, path);
        for (var ask = 0; ask < asks; ask++)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await _client.GetAsync(next);
            var html = await answer.Content.ReadAsStringAsync();
            times.Add(Stopwatch.GetElapsedTime(began));
            if (answer.StatusCode != HttpStatusCode.OK || answer.RequestMessage!.RequestUri!.PathAndQuery != next)
                throw new InvalidOperationException($"{next} was answered {(int)answer.StatusCode} by {answer.RequestMessage!.RequestUri}");
            bytes = Math.Max(bytes, html.Length);
            next = NextPage().Match(html) is { Success: true } link ? WebUtility.HtmlDecode(link.Groups[1].Value) : path;
        }

        times.Sort();
        return new PageTime(path, times[times.Count / 2], bytes);
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)""")]
    private static partial Regex Hidden();

    [GeneratedRegex("""href="([^"]+)""")]
    private static partial Regex Link();

    [GeneratedRegex("""href="([^"]+)">Next page""")]
    private static partial Regex NextPage();
}
