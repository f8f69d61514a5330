using System.ComponentModel.DataAnnotations;

namespace Platform.Billing.Console;

/// <summary>Configuration section <c>Console</c>. Without an address there is no console.</summary>
internal sealed class ConsoleOptions : IValidatableObject
{
    public const string Section = "Console";

    /// <summary>
    /// Where customers reach the console: <c>https://api.example.com</c>, below which it answers <c>/console</c>. Plain http on loopback
    /// alone.
    /// </summary>
    public Uri? Address { get; set; }

    /// <summary>The API as customers call it, through the gateway: <c>https://api.example.com/inference/v1/</c>.</summary>
    [Required]
    public Uri? Api { get; set; }

    /// <summary>Where the server's own documents on its models are. Default: where the API is.</summary>
    public Uri? Documents { get; set; }

    /// <summary>
    /// A PEM file with the authority that signed the certificate behind <see cref="Documents"/>. Default: those of the system.
    /// </summary>
    public string? Authority { get; set; }

    /// <summary>
    /// A JSON file that says what the tiers are called and what they limit, as the stack's output <c>tiers</c> has it. Default: the plans'
    /// names.
    /// </summary>
    public string? Tiers { get; set; }

    /// <summary>
    /// The plan within whose limits visitors try a model, all of them together. Default <c>free</c>; without such a plan they cannot.
    /// </summary>
    public string VisitorPlan { get; set; } = "free";

    /// <summary>By two letters of a country, in millionths: <c>DE: 190000</c>. Default 0 for those that are not named.</summary>
    public Dictionary<string, long> TaxRates { get; set; } = [];

    /// <summary>What the platform costs in a month, in µ-units; operators see it against the revenue.</summary>
    [Range(0, long.MaxValue)]
    public long? MonthlyCostMicros { get; set; }

    public bool IsLocal => Address is { Scheme: "http" };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address is not { IsAbsoluteUri: true } || Address.Scheme != "https" && !(Address.Scheme == "http" && Address.IsLoopback))
            yield return new ValidationResult(
                $"Console:Address is '{Address}'; expected an https address such as https://api.example.com, or http on loopback");
        else if (Address.AbsolutePath != "/")
            yield return new ValidationResult(
                $"Console:Address is '{Address}'; expected it without a path, as the console answers below /console");
        foreach (var (name, address) in new[] { ("Api", Api), ("Documents", Documents) })
            if (address is not null && !(address.IsAbsoluteUri && address.Scheme is "https" or "http"
                && address.AbsolutePath.EndsWith('/')))
                yield return new ValidationResult($"Console:{name} is '{address}'; expected an http or https address that ends with '/'");
        if (Tiers is { Length: > 0 } tiers && !File.Exists(tiers))
            yield return new ValidationResult($"Console:Tiers is '{tiers}', which is not there");
        if (Authority is { Length: > 0 } authority && !File.Exists(authority))
            yield return new ValidationResult($"Console:Authority is '{authority}', which is not there");
        foreach (var (country, rate) in TaxRates)
            if (!Accounts.Countries.All.ContainsKey(country) || rate is < 0 or > 1_000_000)
                yield return new ValidationResult(
                    $"Console:TaxRates:{country} is {rate}; expected two letters of a country, and 0 to 1000000 millionths");
    }
}
