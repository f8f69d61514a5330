using Pulumi.Serialization;

namespace Pulumi;

public sealed class StringAsset(string text) : Asset(Wire.Text, text);
