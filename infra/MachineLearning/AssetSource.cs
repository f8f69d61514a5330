using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// The files of one asset of the workspace, and a hash that names their content. They lie in the workspace's blob store below the
/// hash, so that no content ever takes the place of another.
/// </summary>
internal sealed class AssetSource
{
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly byte[] _hash;

    /// <param name="kind">Folder of the blob store: <c>models/iris</c>.</param>
    /// <param name="folder">Last part of the asset's path, which Azure keeps where it mounts the asset.</param>
    /// <param name="files">Path within the folder, with forward slashes, and the file there.</param>
    /// <exception cref="FileNotFoundException">One of the files is missing.</exception>
    public AssetSource(string kind, string folder, params IEnumerable<(string Path, string File)> files)
    {
        foreach (var (path, file) in files)
            _files.Add(
                path,
                File.Exists(file)
                    ? file
                    : throw new FileNotFoundException($"'{file}' is missing; run from a whole checkout of the repository"));
        _hash = HashOf(_files);
        Hash = Convert.ToHexStringLower(_hash)[..12];
        Path = $"{kind}/{Hash}/{folder}";
    }

    /// <summary>Twelve hexadecimal digits, the same for the same content wherever it is.</summary>
    public string Hash { get; }

    /// <summary>
    /// The hash as a positive number of at most 30 bits, for the registry of models: its clients count versions up, so they must be
    /// numbers, and room must be left above.
    /// </summary>
    public string Number
        => ((System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(_hash) >> 2) + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Of the asset's folder in the blob store.</summary>
    public string Path { get; }

    /// <summary>Paths in the blob store, and the files that belong there.</summary>
    public IEnumerable<(string Path, string File)> Blobs => _files.Select(file => ($"{Path}/{file.Key}", file.Value));

    private static byte[] HashOf(SortedDictionary<string, string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, file) in files)
        {
            var content = File.ReadAllBytes(file);
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n{content.Length}\n"));
            hash.AppendData(content);
        }

        return hash.GetHashAndReset();
    }
}
