using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Platform.Tool.Processes;

/// <summary>
/// Hands what tells this process to end on to the one that it waits for. A terminal's Ctrl-C reaches that one as well; a signal to this
/// process alone does not.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly Process _to;
    private readonly PosixSignalRegistration[] _registrations;

    public Signals(Process to)
    {
        _to = to;
        _registrations = [
            .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, PassOn)),
        ];
    }

    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());

    private void PassOn(PosixSignalContext context)
    {
        context.Cancel = true;
        _ = Run.StopAsync(_to);
    }
}
