using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Platform.Billing.Tests.Console;

/// <summary>A browser without script: cookies, the page that is open, and its forms.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient _client;

    public Browser(Uri address)
        => _client = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false })
        {
            BaseAddress = address,
        };

    public CookieContainer Cookies { get; } = new();

    /// <summary>What was answered last.</summary>
    public HttpStatusCode Status { get; private set; }

    public HttpResponseMessage Response { get; private set; } = null!;

    public string Html { get; private set; } = "";

    public IHtmlDocument Page { get; private set; } = null!;

    /// <summary>Where the page is.</summary>
    public Uri At { get; private set; } = null!;

    public string Text => Page.QuerySelector("main")?.TextContent ?? Html;

    public Task GetAsync(string path) => FollowAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Without going where it leads.</summary>
    public async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request) => await _client.SendAsync(request);

    /// <summary>Sends a form and leaves before its answer is whole.</summary>
    /// <returns>How it began.</returns>
    public async Task<string> BeginAsync(string path, IEnumerable<KeyValuePair<string, string>> values)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(values) };
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        return await reader.ReadLineAsync() ?? "";
    }

    /// <summary>The same person at another instance.</summary>
    public Browser MoveTo(Uri address)
    {
        var other = new Browser(address);
        foreach (Cookie cookie in Cookies.GetAllCookies())
            other.Cookies.Add(address, new Cookie(cookie.Name, cookie.Value));
        return other;
    }

    public async Task SignInAsync(string name, bool isOperator = false)
    {
        await GetAsync("/console/sign-in");
        await SendAsync(
            "form[action='/console/sign-in']",
            [("name", name), ("email", $"{name}@example.com"), .. isOperator ? new[] { ("operator", "yes") } : []]);
    }

    /// <summary>Fills a form of the page in and sends it.</summary>
    public Task SendAsync(string selector, params IEnumerable<(string Name, string Value)> fields)
    {
        var (action, values) = Form(selector, fields);
        return PostAsync(action, values);
    }

    public Task PostAsync(string path, IEnumerable<KeyValuePair<string, string>> values)
        => FollowAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(values) });

    /// <summary>What a form of the page would send.</summary>
    public (string Action, Dictionary<string, string> Values) Form(string selector, IEnumerable<(string Name, string Value)> fields)
    {
        var form = Page.QuerySelector(selector) as IHtmlFormElement
            ?? throw new InvalidOperationException($"there is no form '{selector}' on\n{Html}");
        var values = new Dictionary<string, string>();
        foreach (var element in form.QuerySelectorAll("input, select, textarea"))
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox", IsChecked: false }:
                    break;
                case IHtmlInputElement input:
                    values[input.Name!] = input.Value;
                    break;
                case IHtmlSelectElement select:
                    values[select.Name!] = select.Value ?? "";
                    break;
                case IHtmlTextAreaElement area:
                    values[area.Name!] = area.Value;
                    break;
            }

        foreach (var (name, value) in fields)
            values[name] = value;
        return (form.GetAttribute("action")!, values);
    }

    public void Dispose() => _client.Dispose();

    private async Task FollowAsync(HttpRequestMessage request)
    {
        for (var left = 10; left > 0; left--)
        {
            Response = await _client.SendAsync(request);
            (Status, At) = (Response.StatusCode, new Uri(_client.BaseAddress!, request.RequestUri!));
            if (Response.Headers.Location is not { } next)
            {
                Html = await Response.Content.ReadAsStringAsync();
                Page = new HtmlParser().ParseDocument(Html);
                return;
            }

            request = new HttpRequestMessage(HttpMethod.Get, new Uri(At, next));
        }

        throw new InvalidOperationException($"{At} leads on and on");
    }
}
