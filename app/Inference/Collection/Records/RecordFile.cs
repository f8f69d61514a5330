using System.Globalization;
using Platform.Inference.Json;
using Platform.Inference.Usage.Shipping;

namespace Platform.Inference.Collection.Records;

/// <summary>What one server has to say about one pseudonym for one purpose in an hour: what is erased is found by its name.</summary>
/// <param name="Pseudonym">Whose it is.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Name">Its path in the store.</param>
/// <param name="Ends">When its hour is over, and calls of it have come.</param>
internal sealed record RecordFile(string Pseudonym, Purposes Purpose, string Name, DateTimeOffset Ends) : IDisposable
{
    private long _position;

    /// <summary>Bytes of the last append, of which nobody knows whether it was made.</summary>
    private int _tried;

    /// <summary>Lines that are not in the store yet.</summary>
    public PooledBytes Lines { get; } = new();

    /// <summary>How many they are.</summary>
    public int Count { get; set; }

    /// <param name="purpose">The first folder.</param>
    /// <param name="model">Name and version: what the data collector calls endpoint and deployment.</param>
    /// <param name="collection">Such as model_inputs.</param>
    /// <param name="hour">Any time in it.</param>
    /// <param name="file">Its name there.</param>
    public static string Path(string purpose, (string Name, string Version) model, string collection, DateTimeOffset hour, string file)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{purpose}/{model.Name}/{model.Version}/{collection}/{hour.UtcDateTime:yyyy'/'MM'/'dd'/'HH}/{file}");

    /// <summary>A few minutes later than its hour, for what waited in the queue.</summary>
    public static DateTimeOffset EndOf(DateTimeOffset at)
        => new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 5, 0, at.Offset).AddHours(1);

    /// <summary>
    /// Appends the lines. Of an append whose answer was lost, they may be there already, all or those that there were then; a file that is
    /// gone was erased, and is begun anew.
    /// </summary>
    /// <exception cref="IOException">The store does not take them now; they stay.</exception>
    public async Task FlushAsync(IUsageStore store, CancellationToken cancellationToken)
    {
        var (lines, before) = (Lines.Written, _tried);
        _tried = lines.Length;
        while (!lines.IsEmpty)
            switch (await store.AppendAsync(Name, _position, lines, cancellationToken))
            {
                case AppendOutcome.Appended:
                    _position += lines.Length;
                    lines = default;
                    break;
                case AppendOutcome.Missing:
                    await store.CreateAsync(Name, cancellationToken);
                    _position = 0;
                    break;
                case AppendOutcome.Elsewhere when await store.LengthAsync(Name, cancellationToken) is { } length:
                    if (length == _position + before)
                        lines = lines[before..];
                    (_position, before) = (length, 0);
                    break;
                default:
                    throw new IOException($"the store is busy with {Name}");
            }

        Clear();
    }

    /// <summary>They are there, or are not to be.</summary>
    public void Clear()
    {
        Lines.Reset();
        (Count, _tried) = (0, 0);
    }

    public void Dispose() => Lines.Dispose();
}
