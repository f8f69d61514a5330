using System.Diagnostics;
using System.Text.RegularExpressions;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;

namespace Platform.Inference.Tests.Usage.Shipping;

/// <summary>Azurite, which stands in for a storage account, as a process of the tests' own.</summary>
public sealed partial class AzuriteServer : IAsyncLifetime
{
    /// <summary>The one that Azurite always has.</summary>
    /// <seealso href="https://learn.microsoft.com/azure/storage/common/storage-connect-azurite"/>
    private const string Account = "devstoreaccount1", Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Version = "3.37.0";
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private Process? _process;
    private int _containers;

    /// <summary>Why there is none, or null.</summary>
    public string? Missing { get; private set; }

    public Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        try
        {
            await InstallAsync();
            _process = Process.Start(new ProcessStartInfo(
                "node",
                [
                    Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "blob", "main.js"), "--blobPort", "0",
                    "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry",
                ])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            while (await _process.StandardOutput.ReadLineAsync() is { } line)
                if (Listening().Match(line) is { Success: true } match)
                {
                    Address = new Uri(match.Value);
                    _ = _process.StandardOutput.ReadToEndAsync();
                    _ = _process.StandardError.ReadToEndAsync();
                    return;
                }

            Missing = $"Azurite does not start: {await _process.StandardError.ReadToEndAsync()}";
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException
            or OperationCanceledException)
        {
            Missing = $"append blobs are tried with Azurite {Version}, from npm: {exception.Message}";
        }
    }

    public async Task DisposeAsync()
    {
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>A container of its own.</summary>
    /// <param name="door">The address to reach it by, in the place of Azurite's own.</param>
    /// <returns>Its address, with a signature that lets everything be done.</returns>
    public async Task<Uri> CreateAsync(Uri door)
    {
        var name = $"usage-{Interlocked.Increment(ref _containers)}";
        var direct = new BlobContainerClient(new Uri(Address, $"/{Account}/{name}"), new StorageSharedKeyCredential(Account, Key));
        await direct.CreateAsync();
        var signed = direct.GenerateSasUri(BlobContainerSasPermissions.All, TimeProvider.System.GetUtcNow().AddHours(1));
        return new UriBuilder(signed) { Port = door.Port }.Uri;
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "azurite");

    /// <summary>Once; it stays with what was built.</summary>
    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "azurite")))
            return;
        Directory.CreateDirectory(Folder);
        using var npm = Process.Start(new ProcessStartInfo(
            "npm", ["install", "--prefix", Folder, "--no-audit", "--no-fund", "--ignore-scripts", $"azurite@{Version}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, errors) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(_patience);
        await npm.WaitForExitAsync(patience.Token);
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ended with {npm.ExitCode}: {await errors}{await output}");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
