namespace Platform.Inference.Usage.Shipping;

/// <summary>Another folder, such as one of a file share.</summary>
/// <param name="root">Its path.</param>
/// <param name="isDurable">Whether what is appended is on disk when that is said: for what is then deleted elsewhere.</param>
internal sealed class FolderStore(string root, bool isDurable = true) : IUsageStore
{
    public string Name => root;

    public Task<long?> LengthAsync(string log, CancellationToken cancellationToken)
    {
        var file = new FileInfo(PathOf(log));
        return Task.FromResult<long?>(file.Exists ? file.Length : null);
    }

    public async Task CreateAsync(string log, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(log))!);
        await using var file = new FileStream(PathOf(log), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
    }

    public async Task<AppendOutcome> AppendAsync(string log, long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!File.Exists(PathOf(log)))
            return AppendOutcome.Missing;
        using var file = File.OpenHandle(PathOf(log), FileMode.Open, FileAccess.Write, FileShare.Read);
        if (RandomAccess.GetLength(file) != position)
            return AppendOutcome.Elsewhere;
        await RandomAccess.WriteAsync(file, bytes, position, cancellationToken);
        if (isDurable)
            RandomAccess.FlushToDisk(file);
        return AppendOutcome.Appended;
    }

    private string PathOf(string log) => Path.Combine(root, log);
}
