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

    private readonly Lock _lock = new();
    private readonly Process _process;
    private readonly AnonymousPipeServerStream _control;

    private WorkerProcess(Process process, AnonymousPipeServerStream control)
    {
        _process = process;
        _control = control;
        Id = process.Id;
        Requests = process.StandardInput.BaseStream;
        Answers = process.StandardOutput.BaseStream;
        Exit = ExitAsync();
    }

    public int Id { get; }

    public Stream Requests { get; }

    public Stream Answers { get; }

    /// <summary>Done when it has ended, with its exit code; one that a signal ended has 128 and the signal's number.</summary>
    public Task<int> Exit { get; }

    /// <summary>Memory that it has; 0 once it has ended.</summary>
    public long ResidentBytes
    {
        get
        {
            lock (_lock)
                try
                {
                    _process.Refresh();
                    return _process.WorkingSet64;
                }
                catch (InvalidOperationException)
                {
                    return 0;
                }
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

    /// <summary>Has it end; what the system has of it goes once it has.</summary>
    public void Dispose()
    {
        _control.Dispose();
        Kill();
    }

    private async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync();
        var code = _process.ExitCode;
        lock (_lock)
            _process.Dispose();
        return code;
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
