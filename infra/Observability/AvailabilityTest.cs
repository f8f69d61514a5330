using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApplicationInsights;
using Pulumi.AzureNative.ApplicationInsights.Inputs;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;

namespace Platform.Infra.Observability;

/// <summary>
/// Azure calls the gateway from several places, as callers do, and says when it is not answered or the certificate is about to run out.
/// https://learn.microsoft.com/azure/azure-monitor/app/availability
/// </summary>
internal sealed class AvailabilityTest(AlertScope scope, GatewayAlertSettings settings)
{
    private const string Name = "availability";
    private const int CertificateDays = 7;

    public void Declare(Output<string> url)
    {
        var test = DeclareTest(url);
        _ = new MetricAlert(Name, new()
        {
            ResourceGroupName = scope.ResourceGroup,
            Location = "global",
            Description = "The API is not answered, or not over TLS that callers trust, from several places at once",
            Enabled = true,
            AutoMitigate = true,
            Severity = 0,
            EvaluationFrequency = "PT1M",
            WindowSize = "PT5M",
            Scopes = { test.Id, scope.Monitoring.Insights.Id },
            Criteria = new WebtestLocationAvailabilityCriteriaArgs
            {
                OdataType = "Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria",
                WebTestId = test.Id,
                ComponentId = scope.Monitoring.Insights.Id,
                FailedLocationCount = settings.FailedLocations,
            },
            Actions = { new MetricAlertActionArgs { ActionGroupId = scope.Monitoring.ActionGroupId } },
            Tags = Linked(scope.Monitoring.Insights.Id, test.Id),
        }, scope.Child());
    }

    private WebTest DeclareTest(Output<string> url)
    {
        var name = $"{Name}-{scope.Stack}";
        var args = new WebTestArgs
        {
            WebTestName = name,
            SyntheticMonitorId = name,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Kind = WebTestKind.Standard,
            WebTestKind = WebTestKind.Standard,
            Description = "The gateway and the server behind it, as callers see them",
            Enabled = true,
            Frequency = 300,
            Timeout = 30,
            RetryEnabled = true,
            Request = new WebTestPropertiesRequestArgs
            {
                RequestUrl = url,
                HttpVerb = "GET",
                FollowRedirects = false,
                ParseDependentRequests = false,
            },
            ValidationRules = new WebTestPropertiesValidationRulesArgs
            {
                ExpectedHttpStatusCode = 200,
                IgnoreHttpStatusCode = false,
                SSLCheck = true,
                SSLCertRemainingLifetimeCheck = CertificateDays,
            },
            Tags = Linked(scope.Monitoring.Insights.Id),
        };
        foreach (var location in settings.TestLocations)
            args.Locations.Add(new WebTestGeolocationArgs { Location = location });
        return new($"{Name}-test", args, scope.Child());
    }

    // By these tags the portal finds tests and alerts of an Application Insights resource
    private InputMap<string> Linked(params Output<string>[] ids) => Output.All(ids).Apply(all =>
        all.Select(id => KeyValuePair.Create($"hidden-link:{id}", "Resource")).Concat(scope.TagValues).ToDictionary());
}
