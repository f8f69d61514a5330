namespace Platform.Tool.Processes;

/// <summary>Where people are told what takes long.</summary>
internal static class Progress
{
    /// <summary>Whether it is beside the point: what comes after it may go into a file, or to another program.</summary>
    public static bool IsAside { get; set; }

    public static TextWriter Output => IsAside ? Console.Error : Console.Out;

    /// <summary>Whether a line can be written over.</summary>
    public static bool IsTerminal => IsAside ? !Console.IsErrorRedirected : !Console.IsOutputRedirected;
}
