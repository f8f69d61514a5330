using System.Diagnostics;

namespace Platform.Review.Tests.Commands;

/// <summary>A repository of its own, with the real settings of dev.</summary>
internal sealed class Checkout : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Checkout() => _folder.CheckOut("Pulumi.yaml", "Pulumi.dev.yaml");

    public string Path => _folder.Path;

    private string Plan => System.IO.Path.Combine(Path, "review", "plans", "dev.yaml");

    public void Dispose()
    {
        // git makes its objects read-only, and Windows does not delete such
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        _folder.Dispose();
    }

    public string Write(string name, string content) => _folder.Write(name, content);

    /// <summary>Edits the settings.</summary>
    public async Task ChangeAsync(string part = "budgetMonthly: \"600\"", string other = "budgetMonthly: \"601\"")
    {
        var settings = System.IO.Path.Combine(Path, "Pulumi.dev.yaml");
        var text = await File.ReadAllTextAsync(settings);
        Assert.Contains(part, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(settings, text.Replace(part, other, StringComparison.Ordinal));
    }

    /// <summary>Brings the plan up to date, and commits everything.</summary>
    /// <param name="spoil">Edits the plan before.</param>
    public async Task CommitAsync(Func<string, string>? spoil = null)
    {
        Assert.Equal(0, (await CommandLine.RunAsync("plan", "--update", "--root", Path)).ExitCode);
        if (spoil is not null)
            await File.WriteAllTextAsync(Plan, spoil(await File.ReadAllTextAsync(Plan)));
        await GitAsync("init", "-q");
        await GitAsync("add", ".");
        await GitAsync("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "plan");
    }

    public async Task GitAsync(params string[] arguments)
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", ["-C", Path, "-c", "core.autocrlf=false", .. arguments]) { RedirectStandardError = true })!;
        var error = await git.StandardError.ReadToEndAsync();
        await git.WaitForExitAsync();
        Assert.True(git.ExitCode == 0, error);
    }
}
