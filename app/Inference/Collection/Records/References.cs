using System.Security.Cryptography;
using Platform.Inference.Usage.Shipping;

namespace Platform.Inference.Collection.Records;

/// <summary>
/// Brings beside each day's records what the model's version is to be compared with, as it is served: <c>reference.json</c> of its folder,
/// under a name that has its hash, so that all servers write the same. Its name is no pseudonym, and it is no record of anybody.
/// </summary>
internal sealed class References(IUsageStore store)
{
    public const string Collection = "reference", File = "reference.json";

    /// <summary>Enough for hundreds of features; what is larger is something else.</summary>
    private const int MostBytes = 1 << 20;

    private readonly HashSet<(string Model, string Version, DateOnly Day)> _known = [];
    private readonly Queue<(string Name, byte[] Content)> _wanted = new();

    /// <summary>Once a day for each version; without a file there is none.</summary>
    public void Want(string purpose, RecordedModel model, DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        if (!_known.Add((model.Name, model.Version, day)))
            return;
        _known.RemoveWhere(known => known.Day < day.AddDays(-1));
        if (model.Folder is null || Read(Path.Combine(model.Folder, File)) is not { } content)
            return;
        var hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
        var midnight = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        _wanted.Enqueue((RecordFile.Path(purpose, (model.Name, model.Version), Collection, midnight, $"reference-{hash}.json"), content));
    }

    /// <exception cref="IOException">The store does not take one now; it stays.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        while (_wanted.TryPeek(out var wanted))
        {
            if (await store.AppendAsync(wanted.Name, 0, wanted.Content, cancellationToken) is AppendOutcome.Missing)
            {
                await store.CreateAsync(wanted.Name, cancellationToken);
                continue;
            }

            // Elsewhere: another server was there first
            _wanted.Dequeue();
        }
    }

    private static byte[]? Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > 0 and <= MostBytes } ? System.IO.File.ReadAllBytes(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
