using Platform.Gateway.Management;

namespace Platform.Gateway.Hosting;

/// <summary>Configuration section <c>Gateway</c>: what a plan does not say, since it is secret or of another machine.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>The plan's file, as <c>dotnet platform.cs plan --stack dev --format json</c> prints it.</summary>
    public string Plan { get; set; } = "";

    /// <summary>For named values that the plan keeps secret, by name.</summary>
    public Dictionary<string, string> NamedValues { get; set; } = [];

    /// <summary>Where hosts of the plan are on this machine, as <c>127.0.0.1:8443</c>, by host.</summary>
    public Dictionary<string, string> Hosts { get; set; } = [];

    /// <summary>PEM file of the authority of the backends' certificates. Default: the system's authorities.</summary>
    public string? Authority { get; set; }

    /// <summary>File with the JSON Web Key Set of the local issuer of tokens. Default: no token is valid.</summary>
    public string? TokenKeys { get; set; }

    /// <summary>Folder that keeps compiled expressions for the next start. Default: <c>expressions</c> beside the program.</summary>
    public string Compiled { get; set; } = Path.Combine(AppContext.BaseDirectory, "expressions");

    public ManagementOptions Management { get; set; } = new();

    /// <summary>A development customer for each product named, with this key; their subscriptions are active at once.</summary>
    public Dictionary<string, string> Customers { get; set; } = [];
}
