using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Pipes;
using Platform.Inference.Models;

namespace Platform.Inference.Workers;

/// <summary>
/// A process that runs one model for the server: requests go into its standard input, answers come out of its standard output.
/// </summary>
internal sealed class WorkerProcess : IDisposable
{
    public const string Verb = "worker";

    private readonly Process _process;
    private readonly AnonymousPipeServerStream _control;

    private WorkerProcess(Process process, AnonymousPipeServerStream control)
    {
        _process = process;
        _control = control;
    }

    public int Id => _process.Id;

    public Stream Requests => _process.StandardInput.BaseStream;

    public Stream Answers => _process.StandardOutput.BaseStream;

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
    }

    public static WorkerProcess Start(ModelFile file)
    {
        var control = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        try
        {
            var start = new ProcessStartInfo(Command[0])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            string[] arguments = [
                .. Command[1..], Verb, file.Model, $"{file.Number}", file.Path, file.SettingsPath, control.GetClientHandleAsString(),
            ];
            foreach (var argument in arguments)
                start.ArgumentList.Add(argument);
            var process = Process.Start(start)!;
            control.DisposeLocalCopyOfClientHandle();
            return new WorkerProcess(process, control);
        }
        catch
        {
            control.Dispose();
            throw;
        }
    }

    /// <summary>Tells it to end a run; nothing, where it is done with that one by then.</summary>
    public void Terminate(long run)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, run);
        try
        {
            _control.Write(number);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It is gone, and its run with it.
        }
    }

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Its exit code, when it has ended; one that a signal ended has 128 and the signal's number.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _control.Dispose();
        Kill();
        _process.Dispose();
    }

    /// <summary>The server's own program, however it was started.</summary>
    private static string[] Command { get; } = FindCommand();

    private static string[] FindCommand()
    {
        var program = typeof(WorkerProcess).Assembly.Location;
        var running = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(running) == Path.GetFileNameWithoutExtension(program)
            ? [running]
            : [Path.GetFileNameWithoutExtension(running) == "dotnet" ? running : "dotnet", program];
    }
}
