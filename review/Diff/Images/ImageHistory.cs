using Platform.Infra.Registry;

namespace Platform.Review.Diff.Images;

/// <summary>What the image is built from, now and at another commit.</summary>
internal static class ImageHistory
{
    /// <returns>Null if the image is the same.</returns>
    public static async Task<ImageChange?> SinceAsync(GitHistory git, GitBase from, string root, CancellationToken cancellationToken)
    {
        var source = SourceIn(root);
        var before = (await git.FilesAsync(from, cancellationToken)).Where(BuildSource.Includes).Order(StringComparer.Ordinal).ToArray();
        var files = await FilesAsync(git, from, before, source, cancellationToken);
        if (files is [])
            return null;
        var changed = files.Where(file => file.Kind is not ChangeKind.Added).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var contents = new List<(string, byte[])>();
        foreach (var path in before)
            contents.Add((path, changed.Contains(path)
                ? await git.ContentAsync(from, path, cancellationToken)
                : await File.ReadAllBytesAsync(Path.Combine(root, path), cancellationToken)));
        return new(before.Contains(BuildSource.Dockerfile) ? BuildSource.TagOf(contents) : null, source.Tag, files);
    }

    private static BuildSource SourceIn(string root)
    {
        try
        {
            return BuildSource.In(root);
        }
        catch (FileNotFoundException exception)
        {
            throw new ReviewException(exception.Message, exception);
        }
    }

    private static async Task<FileChange[]> FilesAsync(
        GitHistory git, GitBase from, string[] before, BuildSource source, CancellationToken cancellationToken)
    {
        var (former, present) = (before.ToHashSet(StringComparer.Ordinal), source.Files.ToHashSet(StringComparer.Ordinal));
        var changed = await git.ChangedAsync(from, cancellationToken);
        return
        [
            .. present.Except(former).Select(path => new FileChange(ChangeKind.Added, path))
                .Concat(former.Except(present).Select(path => new FileChange(ChangeKind.Removed, path)))
                .Concat(former.Intersect(present).Intersect(changed).Select(path => new FileChange(ChangeKind.Changed, path)))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }
}
