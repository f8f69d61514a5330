namespace Pulumi.Serialization;

/// <summary>The marks by which Pulumi's wire format tells values that JSON has no form for.</summary>
internal static class Wire
{
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    public const string Signature = "4dabf18193072939515e22adb298388d";
    public const string AssetSignature = "c44067f5952c0a294b673a41bacd8c17";
    public const string ArchiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
    public const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";
    public const string ResourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";

    public const string Value = "value";
    public const string Text = "text";
    public const string Assets = "assets";
    public const string Path = "path";
    public const string Uri = "uri";
    public const string Urn = "urn";
    public const string Id = "id";
}
