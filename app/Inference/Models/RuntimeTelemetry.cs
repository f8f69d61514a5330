using System.Runtime.InteropServices;

namespace Platform.Inference.Models;

/// <summary>
/// Keeps ONNX Runtime from reporting to its makers. On Unix it starts to with its environment, before the call that turns it
/// off can be made, and looks for a device id with a shell: in an image without one it ends the process.
/// </summary>
internal static partial class RuntimeTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Must come before anything else of ONNX Runtime.</summary>
    public static void TurnOff()
    {
        Environment.SetEnvironmentVariable(Variable, "1");
        // On Unix .NET keeps a copy of the environment of its own, which native code does not see.
        if (!OperatingSystem.IsWindows())
            _ = SetNative(Variable, "1", 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}
