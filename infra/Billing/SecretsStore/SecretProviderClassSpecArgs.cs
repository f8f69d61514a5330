using Pulumi;

namespace Platform.Infra.Billing.SecretsStore;

internal sealed class SecretProviderClassSpecArgs : ResourceArgs
{
    private InputMap<string>? _parameters;

    /// <summary>Whose vault it is.</summary>
    [Input("provider")]
    public Input<string>? Provider { get; set; }

    /// <summary>
    /// As the provider has them: https://azure.github.io/secrets-store-csi-driver-provider-azure/docs/getting-started/usage
    /// </summary>
    [Input("parameters")]
    public InputMap<string> Parameters
    {
        get => _parameters ??= [];
        set => _parameters = value;
    }
}
