namespace Platform.Inference.Usage.Shipping;

/// <summary>What is known of a log's copy.</summary>
internal sealed class ShippedLog(string name, string path)
{
    public string Name => name;

    public string Path => path;

    /// <summary>How long the copy is; null until it was asked for.</summary>
    public long? Length { get; set; }

    /// <summary>Blocks that this process appended.</summary>
    public int Blocks { get; set; }

    /// <summary>The copy is not one of this file: nothing is appended to it any more.</summary>
    public bool IsBroken { get; set; }
}
