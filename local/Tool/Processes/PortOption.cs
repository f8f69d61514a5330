using System.CommandLine;
using Platform.Verbs;

namespace Platform.Tool.Processes;

/// <summary>Where something listens for callers.</summary>
internal static class PortOption
{
    public static Option<int> Create()
        => Options.Number("--port", "N", "port on loopback, 0 for a free one (default 8080)", 8080, (0, ushort.MaxValue));
}
