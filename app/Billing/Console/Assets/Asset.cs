using System.Security.Cryptography;

namespace Platform.Billing.Console.Assets;

/// <summary>What pages load. A file's address has its hash, so that browsers keep it for ever and never show an old one.</summary>
internal sealed class Asset
{
    private static readonly Dictionary<string, Asset> _all = new[]
    {
        ("console.css", "text/css; charset=utf-8"), ("console.js", "text/javascript; charset=utf-8"),
        ("console.webmanifest", "application/manifest+json"),
        ("icon.svg", "image/svg+xml"),
    }.ToDictionary(file => file.Item1, file => new Asset(file.Item1, file.Item2));

    private Asset(string name, string type)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream($"console/{name}")!;
        Bytes = new byte[stream.Length];
        stream.ReadExactly(Bytes);
        (Type, Hash) = (type, Convert.ToHexStringLower(SHA256.HashData(Bytes))[..12]);
    }

    public byte[] Bytes { get; }

    public string Type { get; }

    public string Hash { get; }

    public static string Path(string name) => $"/console/assets/{_all[name].Hash}/{name}";

    public static Asset Named(string name) => _all[name];

    public static Asset? Find(string hash, string name) => _all.TryGetValue(name, out var asset) && asset.Hash == hash ? asset : null;
}
