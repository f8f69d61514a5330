namespace Platform.Tool.Setup;

/// <summary>One build of the checkout at a time: two would write the same files.</summary>
internal static class BuildLock
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for whoever builds; others wait until it is disposed of. A process that ends gives it back.</summary>
    public static async Task<IDisposable> TakeAsync()
    {
        var file = Path.Combine(Directory.CreateDirectory(Repository.At("artifacts")).FullName, "build.lock");
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(_poll);
            }
        }
    }
}
