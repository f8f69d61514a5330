using Pulumi.Serialization;

namespace Pulumi;

public sealed class FileArchive(string path) : Archive(Wire.Path, path);
