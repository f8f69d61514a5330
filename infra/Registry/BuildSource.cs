using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Infra.Registry;

/// <summary>
/// What an image is built from: its files, a hash that names their content, and the archive that a build takes.
/// </summary>
internal sealed class BuildSource
{
    private static readonly string[] _sharedFiles =
        [".editorconfig", "BannedSymbols.txt", "Directory.Build.props", "Directory.Packages.props", "global.json"];

    private static readonly string[] _leftOut = ["bin", "obj", "Properties", "__pycache__"];

    private readonly string _root;
    private readonly SortedDictionary<string, string> _files;

    private BuildSource(string root, ImageContent content, SortedDictionary<string, string> files)
    {
        Content = content;
        _root = root;
        _files = files;
        Tag = TagOf(files.Select(file => (file.Key, File.ReadAllBytes(file.Value))));
    }

    public ImageContent Content { get; }

    /// <summary>Twelve hexadecimal digits: the image's tag, the same for the same content wherever it is built.</summary>
    public string Tag { get; }

    /// <summary>Paths from the root, with forward slashes, in ordinal order.</summary>
    public IReadOnlyCollection<string> Files => _files.Keys;

    /// <param name="root">The repository: the folder with <c>Pulumi.yaml</c>.</param>
    /// <exception cref="FileNotFoundException">There is no Dockerfile below the root.</exception>
    public static BuildSource In(string root, ImageContent content)
    {
        if (!File.Exists(Path.Combine(root, content.Dockerfile)))
            throw new FileNotFoundException($"'{root}' holds no {content.Dockerfile}; run from a whole checkout of the repository");
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var shared = _sharedFiles.Select(name => Path.Combine(root, name)).Where(File.Exists);
        var folders = content.Folders.Select(name => Path.Combine(root, name)).Where(Directory.Exists);
        foreach (var file in shared.Concat(folders.SelectMany(FilesBelow)))
            files.Add(Path.GetRelativePath(root, file).Replace('\\', '/'), file);
        return new(root, content, files);
    }

    /// <summary>Whether a file of the repository is part of what the image is built from.</summary>
    /// <param name="content">The image's.</param>
    /// <param name="path">From the root, with forward slashes.</param>
    public static bool Includes(ImageContent content, string path)
        => _sharedFiles.Contains(path)
            || (content.Folders.Any(folder => path.StartsWith($"{folder}/", StringComparison.Ordinal))
            && !path.Split('/')[..^1].Any(_leftOut.Contains));

    /// <param name="files">Each with its content, in ordinal order of their names.</param>
    public static string TagOf(IEnumerable<(string Name, byte[] Content)> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{content.Length}\n"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>A gzipped tar whose bytes depend on nothing but names and content: no times, no owners.</summary>
    public async Task WriteArchiveAsync(Stream to, CancellationToken cancellationToken)
    {
        await using var gzip = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true);
        await using var tar = new TarWriter(gzip, TarEntryFormat.Ustar, leaveOpen: true);
        foreach (var (name, path) in _files)
        {
            await using var content = File.OpenRead(path);
            await tar.WriteEntryAsync(
                new UstarTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = content,
                    ModificationTime = DateTimeOffset.UnixEpoch,
                    Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                },
                cancellationToken);
        }
    }

    public override string ToString() => $"{_files.Count} files below {_root}";

    private static IEnumerable<string> FilesBelow(string folder)
        => Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(inner => !_leftOut.Contains(Path.GetFileName(inner))).SelectMany(FilesBelow));
}
