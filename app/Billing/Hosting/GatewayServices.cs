using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;
using Platform.Billing.Gateway;

namespace Platform.Billing.Hosting;

/// <summary>Billing's way to the gateway's management.</summary>
internal static class GatewayServices
{
    private static readonly TokenRequestContext _manager = new(["https://management.azure.com/.default"]);

    /// <summary>Without a service the gateway is told nothing.</summary>
    public static void AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(GatewayOptions.Section);
        if (section[nameof(GatewayOptions.Service)] is not { Length: > 0 })
            return;
        services.AddOptions<GatewayOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<GatewayOptions>>().Value;
            return new GatewayClient(provider.GetRequiredService<HttpClient>(), options.Service!, TokenOf(options));
        });
        services.AddSingleton<GatewayWork>();
    }

    // The credential keeps a token until shortly before it ends
    private static Func<CancellationToken, ValueTask<string>> TokenOf(GatewayOptions options)
    {
        if (options.Token is { Length: > 0 } given)
            return _ => ValueTask.FromResult(given);
        var credential = new WorkloadIdentityCredential();
        return async cancellationToken =>
        {
            try
            {
                return (await credential.GetTokenAsync(_manager, cancellationToken)).Token;
            }
            catch (AuthenticationFailedException exception)
            {
                throw new GatewayException(
                    $"Entra gives no token for the gateway's management: {exception.Message}", isPassing: true, exception);
            }
        };
    }
}
