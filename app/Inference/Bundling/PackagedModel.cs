using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Platform.Inference.Bundling;

/// <summary>Resources of a library, read as data: nothing of it is loaded or run.</summary>
internal sealed class PackagedModel : IDisposable
{
    private readonly PEReader _library;
    private readonly MetadataReader _metadata;

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="BadImageFormatException">It is no library.</exception>
    public PackagedModel(string path)
    {
        _library = new PEReader(File.OpenRead(path));
        _metadata = _library.GetMetadataReader();
    }

    /// <param name="end">How the resource's name ends.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public unsafe byte[] Read(string end)
    {
        foreach (var handle in _metadata.ManifestResources)
        {
            var resource = _metadata.GetManifestResource(handle);
            if (!_metadata.GetString(resource.Name).EndsWith(end, StringComparison.Ordinal))
                continue;
            var all = _library.GetSectionData(_library.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
            var start = all.Pointer + (int)resource.Offset;
            return new ReadOnlySpan<byte>(start + sizeof(int), *(int*)start).ToArray();
        }

        throw new InvalidDataException($"the package has no resource whose name ends with '{end}'");
    }

    public void Dispose() => _library.Dispose();
}
