using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Review.Tests.Graph;

/// <summary>A page in headless Chromium, driven by its DevTools protocol: https://chromedevtools.github.io/devtools-protocol/.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] _programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly TimeSpan _mostWait = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TemporaryFolder _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _patience = new(_mostWait);
    private int _last;
    private string _session = "";

    private Browser(Process process, TemporaryFolder profile) => (_process, _profile) = (process, profile);

    /// <summary>Why there is none on this machine, or null.</summary>
    public static string? Missing
        => Program is null ? "the page is tried in Chromium, which is not installed (Debian: apt-get install chromium)" : null;

    /// <summary>Addresses that were asked for, besides the page itself.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>What went wrong in the page, as its console shows it.</summary>
    public List<string> Complaints { get; } = [];

    private static string? Program => Array.Find(_programs, File.Exists);

    public static async Task<Browser> OpenAsync(string url)
    {
        var profile = new TemporaryFolder();
        string[] arguments =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--remote-debugging-port=0", $"--user-data-dir={profile.Path}", "--window-size=1600,1000", "about:blank",
        ];
        var process =
            Process.Start(new ProcessStartInfo(Program!, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var browser = new Browser(process, profile);
        await browser._socket.ConnectAsync(new Uri(await browser.AddressAsync()), browser._patience.Token);
        var page = await browser.SendAsync("Target.createTarget", new() { ["url"] = "about:blank" });
        var attached =
            await browser.SendAsync("Target.attachToTarget", new() { ["targetId"] = (string)page["targetId"]!, ["flatten"] = true });
        browser._session = (string)attached["sessionId"]!;
        foreach (var domain in new[] { "Page", "Runtime", "Network", "Log" })
            await browser.SendAsync($"{domain}.enable", []);
        await browser.SendAsync("Page.navigate", new() { ["url"] = url });
        await browser.UntilAsync("document.readyState === 'complete' && location.href !== 'about:blank'");
        browser.Requests.Remove(url.Split('#')[0]);
        return browser;
    }

    /// <returns>The expression's value as JSON; of a promise, what it comes to.</returns>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer =
            await SendAsync("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.True(answer["exceptionDetails"] is null, $"{answer["exceptionDetails"]?.ToJsonString()}");
        return answer["result"]!["value"]?.DeepClone();
    }

    /// <summary>Presses keys one after the other, as someone at a keyboard does.</summary>
    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            foreach (var type in new[] { "keyDown", "keyUp" })
            {
                JsonObject press = new() { ["type"] = type, ["key"] = key };
                if (key.Length == 1)
                    press["text"] = key;
                if (key == "Enter")
                    (press["text"], press["windowsVirtualKeyCode"]) = ("\r", 13);
                await SendAsync("Input.dispatchKeyEvent", press);
            }
        }
    }

    public async Task UntilAsync(string condition)
    {
        while (!((bool?)await EvaluateAsync($"!!({condition})") ?? false))
            await Task.Delay(20, _patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // By itself it ends its other processes first, so that nobody writes into the profile any more
            _session = "";
            await SendAsync("Browser.close", []);
            await _process.WaitForExitAsync(_patience.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _socket.Dispose();
        _process.Dispose();
        _patience.Dispose();
        _profile.Dispose();
    }

    // DevTools listening on ws://127.0.0.1:port/…
    private async Task<string> AddressAsync()
    {
        while (await _process.StandardError.ReadLineAsync(_patience.Token) is { } line)
        {
            if (line.IndexOf("ws://", StringComparison.Ordinal) is not (>= 0 and var start))
                continue;
            // Read to the end, or it waits for somebody to read
            _ = _process.StandardError.ReadToEndAsync();
            _ = _process.StandardOutput.ReadToEndAsync();
            return line[start..];
        }

        throw new InvalidOperationException("Chromium ended before it was ready.");
    }

    private async Task<JsonObject> SendAsync(string method, JsonObject parameters)
    {
        var id = ++_last;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (_session.Length > 0)
            message["sessionId"] = _session;
        await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, _patience.Token);
        while (true)
        {
            var answer = await ReceiveAsync();
            if ((int?)answer["id"] != id)
                Note(answer);
            else
                return answer["result"] as JsonObject
                    ?? throw new InvalidOperationException($"{method}: {answer["error"]?.ToJsonString()}");
        }
    }

    private async Task<JsonObject> ReceiveAsync()
    {
        using var text = new MemoryStream();
        var buffer = new byte[65_536];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), _patience.Token);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return (JsonObject)JsonNode.Parse(text.ToArray())!;
    }

    private void Note(JsonObject happened)
    {
        var parameters = happened["params"];
        switch ((string?)happened["method"])
        {
            case "Network.requestWillBeSent":
                var url = (string)parameters!["request"]!["url"]!;
                if (!url.StartsWith("data:", StringComparison.Ordinal))
                    Requests.Add(url);
                break;
            case "Runtime.exceptionThrown" or "Runtime.consoleAPICalled" or "Log.entryAdded":
                Complaints.Add(parameters!.ToJsonString());
                break;
        }
    }
}
