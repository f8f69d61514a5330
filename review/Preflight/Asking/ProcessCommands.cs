using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Platform.Review.Preflight.Asking;

/// <summary>The programs on the path.</summary>
internal sealed class ProcessCommands : ICommands
{
    public async Task<CommandAnswer?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // On Windows, az is a script, which only its shell starts
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe", ["/d", "/c", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            // What Windows' shell says of a program that it does not find
            return process.ExitCode == 9009 ? null : new(process.ExitCode, output, await error);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
