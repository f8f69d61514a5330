using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Platform.Inference.Execution;

namespace Platform.Inference.Tests;

/// <summary>The server as a process of its own, for what concerns the process: signals, exit codes, the environment.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private Task<string> _output = Task.FromResult("");

    private ServerProcess(Process process) => _process = process;

    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote since it listens, once it has ended.</summary>
    public Task<string> OutputAsync() => _output;

    /// <summary>Of the system, now.</summary>
    public int Threads
    {
        get
        {
            _process.Refresh();
            return _process.Threads.Count;
        }
    }

    /// <summary>Its threads of this name, as <see cref="ProcessStatus"/> is asked for them.</summary>
    public IReadOnlyList<string> ThreadsOf(string name)
    {
        var threads = $"{_process.Id}/task";
        return
        [
            .. Directory.EnumerateDirectories($"/proc/{threads}").Select(folder => $"{threads}/{Path.GetFileName(folder)}").Where(IsNamed),
        ];

        bool IsNamed(string thread)
        {
            try
            {
                return ProcessStatus.ReadText(thread, "Name:") == name;
            }
            catch (IOException)
            {
                // Another, which has just ended
                return false;
            }
        }
    }

    public static ServerProcess Start((string Name, string Value)[] environment, params string[] settings)
        => StartBy([], environment, settings);

    /// <param name="launcher">A command that runs the one that follows it in its own place, and its arguments.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="settings">Of the server.</param>
    public static ServerProcess StartBy(string[] launcher, (string Name, string Value)[] environment, params string[] settings)
    {
        var server = Path.Combine(AppContext.BaseDirectory, "Platform.Inference.dll");
        string[] command = [.. launcher, "dotnet", server, "--urls", "http://127.0.0.1:0", .. settings];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>For where a server cannot be asked for the one that it takes.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static async Task ReadyAsync(HttpClient client)
    {
        await Eventually.TrueAsync(async () => (await client.GetAsync("/v2/health/ready")).StatusCode == HttpStatusCode.OK);
    }

    /// <summary>The address that the server says it listens on.</summary>
    public async Task<Uri> AddressAsync()
    {
        const string marker = "Now listening on: ";
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            if (line.IndexOf(marker, StringComparison.Ordinal) is >= 0 and var at)
            {
                _output = _process.StandardOutput.ReadToEndAsync();
                return new Uri(line[(at + marker.Length)..]);
            }

        throw new InvalidOperationException("the server ended before it listened");
    }

    /// <summary>Sends the signal that orchestrators send.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", _process.Id.ToString()]).Dispose();

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
