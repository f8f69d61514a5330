using System.Collections.Frozen;
using System.Text.Json;

namespace Platform.Inference.Collection;

/// <summary>Who let what be collected, as one consent file says. It holds for ten minutes from when it was written.</summary>
internal sealed class Consents
{
    public static readonly TimeSpan Validity = TimeSpan.FromMinutes(10);

    /// <summary>By which another machine's clock may be ahead.</summary>
    private static readonly TimeSpan _ahead = TimeSpan.FromMinutes(1);

    private const int Form = 1, PseudonymLength = 64;

    private readonly FrozenDictionary<string, Purposes> _byPseudonym;

    private Consents(FrozenDictionary<string, Purposes> byPseudonym, DateTimeOffset written)
        => (_byPseudonym, Written) = (byPseudonym, written);

    public DateTimeOffset Written { get; }

    public int Count => _byPseudonym.Count;

    /// <param name="document">Of the file.</param>
    /// <param name="now">It must not be older than <see cref="Validity"/>.</param>
    /// <exception cref="NoConsentException">It counts for nothing.</exception>
    public static Consents Read(ReadOnlySpan<byte> document, DateTimeOffset now)
    {
        var file = Parse(document);
        if (file.V != Form)
            throw new NoConsentException("foreign", $"the consent file is of form {file.V}; expected {Form}");
        if (file.Written > now + _ahead)
            throw new NoConsentException("foreign", $"the consent file was written at {file.Written:u}, which is still to come");
        var consents = new Dictionary<string, Purposes>(file.Consents.Count, StringComparer.Ordinal);
        foreach (var (pseudonym, purposes) in file.Consents)
        {
            if (pseudonym.Length != PseudonymLength || !pseudonym.All(char.IsAsciiHexDigitLower))
                throw new NoConsentException(
                    "foreign", "the consent file has something else than pseudonyms: expected 64 digits of lower-case hex");
            consents[pseudonym] = (purposes ?? []).Aggregate(Purposes.None, (all, purpose) => all | PurposeNames.Parse(purpose));
        }

        var read = new Consents(consents.ToFrozenDictionary(StringComparer.Ordinal), file.Written);
        return read.HoldAt(now)
            ? read
            : throw new NoConsentException("old", $"the consent file was written at {file.Written:u}, more than 10 minutes ago");
    }

    public bool HoldAt(DateTimeOffset now) => now - Written <= Validity;

    /// <summary>Nothing for whoever is not in it.</summary>
    public Purposes Of(string pseudonym) => _byPseudonym.GetValueOrDefault(pseudonym);

    private static ConsentFile Parse(ReadOnlySpan<byte> document)
    {
        try
        {
            return JsonSerializer.Deserialize(document, ConsentFileJson.Default.ConsentFile)
                ?? throw new NoConsentException("broken", "the consent file is null");
        }
        catch (JsonException exception)
        {
            // Its message would quote what stands there
            throw new NoConsentException("broken", $"the consent file cannot be read, from line {exception.LineNumber + 1} on");
        }
    }
}
