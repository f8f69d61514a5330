using Platform.Infra.Registry;
using Platform.Review.Stacks;

namespace Platform.Review.Diff.Images;

/// <summary>What the images are built from, now and at another commit.</summary>
internal static class ImageHistory
{
    private static readonly (string Output, ImageContent Content)[] _images =
        [("image", ImageContent.Inference), ("billingImage", ImageContent.Billing)];

    /// <returns>Those of the images that are others.</returns>
    public static async Task<IReadOnlyList<ImageChange>> SinceAsync(
        GitHistory git, GitBase from, string root, CancellationToken cancellationToken)
    {
        var (all, changed) = (await git.FilesAsync(from, cancellationToken), await git.ChangedAsync(from, cancellationToken));
        var images = new List<ImageChange>();
        // Of what nothing can be built from, the program says so where it needs it
        foreach (var (output, content) in _images.Where(image => File.Exists(Path.Combine(root, image.Content.Dockerfile))))
        {
            var source = BuildSource.In(root, content);
            string[] before = [.. all.Where(path => BuildSource.Includes(content, path)).Order(StringComparer.Ordinal)];
            if (Files(before, source, changed) is not [] and var files)
                images.Add(new(output, await TagAsync(git, from, root, (content, before, files), cancellationToken), source.Tag, files));
        }

        return images;
    }

    private static async Task<string?> TagAsync(
        GitHistory git, GitBase from, string root, (ImageContent Content, string[] Files, FileChange[] Changes) image,
        CancellationToken cancellationToken)
    {
        if (!image.Files.Contains(image.Content.Dockerfile))
            return null;
        var changed = image.Changes.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var contents = new List<(string, byte[])>();
        foreach (var path in image.Files)
            contents.Add((path, changed.Contains(path)
                ? await git.ContentAsync(from, path, cancellationToken)
                : await File.ReadAllBytesAsync(Path.Combine(root, path), cancellationToken)));
        return BuildSource.TagOf(contents);
    }

    private static FileChange[] Files(string[] before, BuildSource source, IReadOnlyList<string> changed)
    {
        var (former, present) = (before.ToHashSet(StringComparer.Ordinal), source.Files.ToHashSet(StringComparer.Ordinal));
        return
        [
            .. present.Except(former).Select(path => new FileChange(ChangeKind.Added, path))
                .Concat(former.Except(present).Select(path => new FileChange(ChangeKind.Removed, path)))
                .Concat(former.Intersect(present).Intersect(changed).Select(path => new FileChange(ChangeKind.Changed, path)))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }
}
