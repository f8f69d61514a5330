namespace Platform.Inference.Collection;

/// <summary>What somebody let calls be collected for; names are those of the consent file and of folders.</summary>
[Flags]
internal enum Purposes : byte
{
    None = 0,
    Monitoring = 1,
    Training = 2,
}
