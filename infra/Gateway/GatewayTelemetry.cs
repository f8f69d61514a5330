using Platform.Infra.Identity;
using Platform.Infra.Observability;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Pulumi.AzureNative.ApiManagement.Inputs;

namespace Platform.Infra.Gateway;

/// <summary>Requests as Application Insights sees them: by identity instead of key, correlated by W3C trace context, without bodies.</summary>
internal sealed class GatewayTelemetry
{
    private const string LoggerName = "application-insights";

    public GatewayTelemetry(Resource parent, PlatformScope scope, ApiManagementService service, Identities identities, Monitoring monitoring)
    {
        var child = new CustomResourceOptions { Parent = parent };
        var logger = new Logger("logger", new()
        {
            LoggerId = LoggerName,
            ServiceName = service.Name,
            ResourceGroupName = scope.ResourceGroup,
            LoggerType = LoggerType.ApplicationInsights,
            ResourceId = monitoring.Insights.Id,
            Credentials =
            {
                ["connectionString"] = monitoring.Insights.ConnectionString,
                ["identityClientId"] = identities.Gateway.ClientId,
            },
        }, child);
        _ = new Diagnostic("diagnostic", new()
        {
            // API Management prescribes the id
            DiagnosticId = "applicationinsights",
            ServiceName = service.Name,
            ResourceGroupName = scope.ResourceGroup,
            LoggerId = logger.Id,
            AlwaysLog = AlwaysLog.AllErrors,
            HttpCorrelationProtocol = HttpCorrelationProtocol.W3C,
            Metrics = true,
            Sampling = new SamplingSettingsArgs { SamplingType = SamplingType.Fixed, Percentage = 100 },
            Verbosity = Verbosity.Information,
        }, child);
    }
}
