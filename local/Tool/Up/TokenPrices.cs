namespace Platform.Tool.Up;

/// <summary>What a token read and one written costs, in 10⁻¹² of the currency.</summary>
internal sealed record TokenPrices(string Tier, string Currency, long PicoIn, long PicoOut);
