using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Pulumi.AzureNative.ApiManagement.Inputs;

namespace Platform.Infra.Gateway;

/// <summary>
/// Requests as Application Insights sees them: by identity instead of key, correlated by W3C trace context, without bodies.
/// </summary>
internal sealed class GatewayTelemetry : PlatformComponent
{
    private const string LoggerName = "application-insights";
    private const string ConnectionName = "insights-connection";

    public GatewayTelemetry(string name, GatewayTelemetryArgs args, ComponentResourceOptions? options = null)
        : base("GatewayTelemetry", name, args.Gateway, options)
    {
        var gateway = Within(args.Gateway);
        var logger = DeclareLogger(gateway, args);
        _ = new Diagnostic("diagnostic", new()
        {
            // API Management prescribes the id
            DiagnosticId = "applicationinsights",
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            LoggerId = logger.Id,
            AlwaysLog = AlwaysLog.AllErrors,
            HttpCorrelationProtocol = HttpCorrelationProtocol.W3C,
            Metrics = true,
            Sampling = new SamplingSettingsArgs { SamplingType = SamplingType.Fixed, Percentage = args.SamplingPercent },
            Verbosity = Verbosity.Information,
            Frontend = WithoutBodies(),
            Backend = WithoutBodies(),
        }, gateway.Child());
        RegisterOutputs();
    }

    private static Logger DeclareLogger(GatewayScope gateway, GatewayTelemetryArgs args)
    {
        // Of the stack's own: to a key that is given in clear, API Management adds a value of its own each time, and keeps the old ones.
        // https://learn.microsoft.com/azure/api-management/api-management-howto-app-insights
        var connection = new NamedValue("insights-connection", new()
        {
            NamedValueId = ConnectionName,
            DisplayName = ConnectionName,
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            Secret = true,
            Value = Output.CreateSecret(args.Monitoring.Insights.ConnectionString),
            Tags = gateway.TagList,
        }, gateway.Child());
        return new("logger", new()
        {
            LoggerId = LoggerName,
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            LoggerType = LoggerType.ApplicationInsights,
            ResourceId = args.Monitoring.Insights.Id,
            Credentials =
            {
                ["connectionString"] = $"{{{{{ConnectionName}}}}}",
                ["identityClientId"] = args.Identities.Gateway.ClientId,
            },
        }, gateway.Child(connection));
    }

    // What callers send is theirs; the id is how a call is found
    private static PipelineDiagnosticSettingsArgs WithoutBodies() => new() { Request = WithoutBody(), Response = WithoutBody() };

    private static HttpMessageDiagnosticArgs WithoutBody() => new()
    {
        Body = new BodyDiagnosticSettingsArgs { Bytes = 0 },
        Headers = { "X-Request-Id" },
    };
}
