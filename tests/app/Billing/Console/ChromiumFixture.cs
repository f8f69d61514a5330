using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Platform.Billing.Tests.Console;

/// <summary>Debian's Chromium without a window, or that of GitHub's machines; a reason where there is none.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    // The first that is there; Chrome is Chromium
    private static readonly string[] _programs = ["/usr/bin/chromium", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Why there is none, or null.</summary>
    public string? Missing { get; private set; }

    public async Task InitializeAsync()
    {
        if (_programs.FirstOrDefault(File.Exists) is not { } program)
        {
            Missing = $"journeys are made in {string.Join(" or ", _programs)} (apt-get install chromium)";
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
    }

    public async Task<IPage> OpenAsync(bool isPhone = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            ColorScheme = ColorScheme.Light,
            ViewportSize = isPhone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1200, Height = 800 },
        });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    /// <summary>Nothing that keeps anybody out; and a picture of the page, where the environment says where to.</summary>
    public static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("CONSOLE_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        var found = await page.RunAxe();
        var serious = found.Violations.Where(violation => violation.Impact is "serious" or "critical").ToList();
        Assert.True(serious.Count == 0, $"{name}: {string.Join("; ", serious.Select(Say))}");
    }

    /// <summary>In light and in dark.</summary>
    public static async Task LookInBothAsync(IPage page, string name)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await LookAsync(page, $"dark-{name}");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await LookAsync(page, $"light-{name}");
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string Say(AxeResultItem violation)
        => $"{violation.Id}: {violation.Help} ({string.Join(", ", violation.Nodes.Select(node => node.Html))})";
}
