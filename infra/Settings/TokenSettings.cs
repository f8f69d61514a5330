namespace Platform.Infra.Settings;

/// <summary>How much text a subscription of a tier gets, in tokens of whichever model reads and writes it.</summary>
/// <param name="PerMinute">Read and written in a minute; beyond it the gateway answers 429 with <c>Retry-After</c>.</param>
/// <param name="PerMonth">Read and written in a calendar month of UTC; beyond it the gateway answers 403 with <c>Retry-After</c>.</param>
/// <param name="Prompt">Of one call's prompt; the server answers 400 beyond it, with both numbers.</param>
/// <param name="Answer">Written in one call: what a call that does not say gets at most, and 400 where it asks for more.</param>
internal sealed record TokenSettings(int PerMinute, int PerMonth, int Prompt, int Answer);
