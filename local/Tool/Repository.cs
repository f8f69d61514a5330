namespace Platform.Tool;

/// <summary>The checkout that the tool is of.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new FailedException(
            $"there is no Platform.sln above {AppContext.BaseDirectory}; run the tool where `dotnet platform.cs` built it");
    }
}
