using System.ComponentModel.DataAnnotations;

namespace Platform.Inference.Collection;

/// <summary>Configuration section <c>Collect</c>: which calls are kept, where customers agreed to it. Off by default.</summary>
internal sealed class CollectOptions
{
    public const string Section = "Collect";

    /// <summary>
    /// Who agreed to what, as billing writes it: a path, or the https address of a blob. Without it nothing is collected.
    /// </summary>
    public string? Consent { get; set; }

    /// <summary>Where records go: the whole path of a folder, or the https address of a container of append blobs.</summary>
    public string? To { get; set; }

    /// <summary>What pseudonyms are made with, in base64, 32 bytes or more: billing's <c>Consent:Key</c>.</summary>
    public string? Key { get; set; }

    /// <summary>A file with the key instead, read again with every consent file, so that a vault's driver may bring it later.</summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// Of the calls of whoever agreed, how many are kept, by a hash of the caller's request id, or of their number. Default 10.
    /// </summary>
    [Range(1, 100)]
    public int Percent { get; set; } = 10;

    /// <summary>
    /// Calls that wait to be written down at most, twenty times a second; more are dropped and counted. Default 20: 400 calls a second of
    /// each server, which is more than statistics need, and takes hardly anything from those that answer.
    /// </summary>
    [Range(1, 1_000_000)]
    public int QueueCalls { get; set; } = 20;

    /// <summary>Bytes of a call's tensors at most; larger calls are dropped and counted. Default 64 KiB.</summary>
    [Range(256, 16 << 20)]
    public int CallBytes { get; set; } = 64 << 10;

    /// <summary>Bytes of lines that wait for the store at most; more are dropped and counted. Default 16 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int BufferBytes { get; set; } = 16 << 20;

    /// <summary>How often lines go to the store, in milliseconds. Default 5,000.</summary>
    [Range(10, 60_000)]
    public int FlushMilliseconds { get; set; } = 5_000;

    public bool IsOn => Consent is { Length: > 0 };
}
