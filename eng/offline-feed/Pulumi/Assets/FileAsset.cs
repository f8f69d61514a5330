using Pulumi.Serialization;

namespace Pulumi;

public sealed class FileAsset(string path) : Asset(Wire.Path, path);
