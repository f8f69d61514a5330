using Platform.Infra.Components;
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
internal sealed class AvailabilityTest : PlatformComponent
{
    private const string Name = "availability";
    private const int CertificateDays = 7;

    private readonly AlertScope _scope;

    public AvailabilityTest(string name, AvailabilityTestArgs args, ComponentResourceOptions? options = null)
        : base("AvailabilityTest", name, args.Alerts, options)
    {
        _scope = Within(args.Alerts);
        DeclareAlert(DeclareTest(args.Url, args.Settings.TestLocations), args.Settings.FailedLocations);
        RegisterOutputs();
    }

    private void DeclareAlert(WebTest test, int failedLocations)
        => _ = new MetricAlert(Name, new()
        {
            ResourceGroupName = _scope.ResourceGroup,
            Location = "global",
            Description = "The API is not answered, or not over TLS that callers trust, from several places at once",
            Enabled = true,
            AutoMitigate = true,
            Severity = 0,
            EvaluationFrequency = "PT1M",
            WindowSize = "PT5M",
            Scopes = { test.Id, _scope.Monitoring.Insights.Id },
            Criteria = new WebtestLocationAvailabilityCriteriaArgs
            {
                OdataType = "Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria",
                WebTestId = test.Id,
                ComponentId = _scope.Monitoring.Insights.Id,
                FailedLocationCount = failedLocations,
            },
            Actions = { new MetricAlertActionArgs { ActionGroupId = _scope.Monitoring.ActionGroupId } },
            Tags = Linked(_scope.Monitoring.Insights.Id, test.Id),
        }, _scope.Child());

    private WebTest DeclareTest(Output<string> url, IReadOnlyList<string> locations)
    {
        var name = $"{Name}-{_scope.Stack}";
        var args = new WebTestArgs
        {
            WebTestName = name,
            SyntheticMonitorId = name,
            ResourceGroupName = _scope.ResourceGroup,
            Location = _scope.Location,
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
            Tags = Linked(_scope.Monitoring.Insights.Id),
        };
        foreach (var location in locations)
            args.Locations.Add(new WebTestGeolocationArgs { Location = location });
        return new($"{Name}-test", args, _scope.Child());
    }

    // By these tags the portal finds tests and alerts of an Application Insights resource
    private InputMap<string> Linked(params Output<string>[] ids) => Output.All(ids).Apply(all =>
        all.Select(id => KeyValuePair.Create($"hidden-link:{id}", "Resource")).Concat(_scope.TagValues).ToDictionary());
}
