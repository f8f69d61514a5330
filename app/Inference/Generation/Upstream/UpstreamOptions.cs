using Platform.Inference.Settings;

namespace Platform.Inference.Generation.Upstream;

/// <summary><c>Generation:Upstream:NAME</c>: a model that is served elsewhere, by OpenAI's API.</summary>
internal sealed class UpstreamOptions
{
    /// <summary>What the API's paths begin with, such as <c>https://api.example.com/v1</c>. Required.</summary>
    public string Address { get; set; } = "";

    /// <summary>What the model is called there. Default as here.</summary>
    public string? Model { get; set; }

    /// <summary>Sent as a bearer token. Default none.</summary>
    public string? Key { get; set; }

    /// <summary>
    /// Scope of a token that Entra gives the server, such as <c>https://ml.azure.com/.default</c>, instead of a key. Default none.
    /// </summary>
    public string? Scope { get; set; }

    /// <summary>How long an answer may take to begin, and each piece of a stream to come. 1 to 600 s, default 60.</summary>
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>How long it is left alone after half of at least four calls within 30 s have failed. 1 to 600 s, default 15.</summary>
    public int BreakSeconds { get; set; } = 15;

    /// <summary>A model of this server that answers while it does not. Default none, and callers get 503.</summary>
    public string? Fallback { get; set; }

    /// <exception cref="SettingException">A value is not allowed.</exception>
    public void Validate(string section)
    {
        if (!Uri.TryCreate(Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new SettingException($"{section}:{nameof(Address)}", Address, "an address such as https://api.example.com/v1");
        if (address.Scheme == "http" && !address.IsLoopback)
            throw new SettingException($"{section}:{nameof(Address)}", Address, "https, as prompts go there");
        if (!string.IsNullOrEmpty(Key) && !string.IsNullOrEmpty(Scope))
            throw new SettingException($"{section}:{nameof(Scope)}", Scope, "nothing, as there is a Key; give one of the two");
        foreach (var (name, seconds) in ((string, int)[])[(nameof(TimeoutSeconds), TimeoutSeconds), (nameof(BreakSeconds), BreakSeconds)])
            if (seconds is < 1 or > 600)
                throw new SettingException($"{section}:{name}", $"{seconds}", "a whole number from 1 to 600");
    }
}
