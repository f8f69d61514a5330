using System.Globalization;
using Platform.Review.Plans;
using Platform.Review.Secrets;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>API Management: the service.</summary>
internal static class GatewayRules
{
    private const string Prefix = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.";
    private static readonly Part[] _service = [new("apimanagement:ApiManagementService")];

    private static readonly string[] _protocols =
        [.. from side in new[] { "Protocols.", "Backend.Protocols." }
           from old in new[] { "Tls10", "Tls11", "Ssl30" }
           select $"{Prefix}{side}{old}"];

    // On until they are switched off by name, unlike the protocols, which services since 2018 begin without:
    // https://learn.microsoft.com/rest/api/apimanagement/api-management-service/create-or-update
    private static readonly string[] _weakCiphers =
    [
        .. new[]
        {
            "TripleDes168", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_128_CBC_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_256_CBC_SHA256",
        }.Select(cipher => $"{Prefix}Ciphers.{cipher}"),
    ];

    private static readonly Part[] _diagnostics = [new("apimanagement:Diagnostic"), new("apimanagement:ApiDiagnostic")];

    private static readonly string[] _bodies =
        [.. from side in new[] { "frontend", "backend" }
           from message in new[] { "request", "response" }
           select $"{side}.{message}.body.bytes"];

    public static Rule[] All { get; } =
    [
        new PlanRule("Azure.APIM.Protocols", Security, Error, "The gateway speaks TLS 1.2 or newer, to both sides",
            "Older versions can be broken into")
            { Violations = plan => SwitchedOn(plan, name => _protocols.Contains(name, StringComparer.OrdinalIgnoreCase)) },
        new PlanRule("Azure.APIM.Ciphers", Security, Error, "The gateway takes no weak ciphers", "What they hide can be read")
        {
            Violations = plan => SwitchedOn(plan, name => name.StartsWith($"{Prefix}Ciphers.", StringComparison.OrdinalIgnoreCase))
                .Concat(LeftOn(plan)),
        },
        new PlanRule("Plan.GatewayLogger", Operations, Error, "A gateway's logger refers to a named value",
            "For a key in clear the gateway keeps a value of its own, another with each deployment, and the plan is never empty")
        {
            ReadMore = "https://learn.microsoft.com/azure/api-management/api-management-howto-app-insights",
            Violations = plan => from logger in plan.OfType("apimanagement:Logger")
                                 let credentials = InputValue.Of(logger).At("credentials")
                                 from key in new[] { "connectionString", "instrumentationKey" }.Select(credentials.Member)
                                 where key.IsSet && !key.Text.StartsWith("{{", StringComparison.Ordinal)
                                 select new Violation(key, "a named value in double braces"),
        },
        new InputRule("Azure.APIM.MinAPIVersion", Security, Error,
            "The gateway is managed by API versions that hide secrets, 2021-08-01 or newer",
            "Older ones return subscription keys to whoever may read")
        {
            Of = _service, Input = "apiVersionConstraint.minApiVersion",
            Expected = new("2021-08-01 or newer", version => DateOnly.TryParseExact(
                version.Text[..Math.Min(10, version.Text.Length)], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var date) && date >= new DateOnly(2021, 8, 1)),
        },
        new InputRule("Azure.APIM.ManagedIdentity", Security, Warning, "The gateway acts by a managed identity",
            "Secrets stand in its policies instead")
        {
            Of = _service, Input = "identity.type",
            Expected = new(
                "'SystemAssigned' or 'UserAssigned'", type => type.Text.Contains("Assigned", StringComparison.OrdinalIgnoreCase)),
        },
        new PlanRule("Azure.APIM.AvailabilityZone", Reliability, Warning, "A Premium gateway is in two zones or more, with a unit for each",
            "One building's outage is every caller's")
        {
            Violations = plan => from service in Premium(plan)
                                 from place in service.All("additionalLocations[*]").Prepend(service)
                                 let zones = place.At("zones").Items.Count()
                                 where zones < 2 || place.At("sku.capacity").Number < zones
                                 select zones < 2
                                     ? new Violation(place.At("zones"), "two zones or more")
                                     : new(place.At("sku.capacity"), $"{zones} or more, one for each zone"),
        },
        new PlanRule("Azure.APIM.MultiRegion", Reliability, Warning, "A Premium gateway is in two regions",
            "A region's outage is every caller's")
        {
            Violations = plan => from service in Premium(plan)
                                 where !service.At("additionalLocations").Items.Any()
                                 select new Violation(service.At("additionalLocations"), "one location or more"),
        },
        new InputRule("Azure.APIM.MultiRegionGateway", Reliability, Warning, "The gateways of all regions take calls",
            "The region that is paid for serves nobody")
        {
            Of = [.. _service, new("apimanagement:ApiManagementService", "additionalLocations[*]")], Input = "disableGateway",
            Expected = Expect.AbsentOrFalse,
        },
        new InputRule("Azure.APIM.EncryptValues", Security, Warning, "Secret named values are in the vault",
            "Whoever may contribute to the gateway may read them")
        {
            Of = [new("apimanagement:NamedValue")], Input = "keyVault.secretIdentifier", Expected = Expect.Set,
            Where = value => value.At("secret").IsTrue || SecretMask.Is(value.At("value").Text),
        },
        new PlanRule("Plan.BackendCertificate", Security, Error, "The gateway checks the certificates of what is behind it",
            "Whoever stands in between is taken for it, and learns the secret")
        {
            Violations = plan => from backend in Backends.Servers(plan)
                                 from check in new[] { "tls.validateCertificateChain", "tls.validateCertificateName" }
                                 where !backend.At(check).IsTrue
                                 select new Violation(backend.At(check), Expect.True.Text),
        },
        new PlanRule("Plan.BackendBreaker", Reliability, Warning, "A backend that fails is left alone for a while",
            "Calls pile up before a server in trouble, and keep it there")
        {
            Violations = plan => from backend in Backends.Servers(plan)
                                 where !backend.At("circuitBreaker.rules").Items.Any()
                                 select new Violation(backend.At("circuitBreaker.rules"), Expect.Items.Text),
        },
        new PlanRule("Plan.GatewayEndpoint", Security, Warning, "A gateway with a private endpoint has no public one",
            "The way round stays open")
        {
            Violations = plan => from service in _service[0].In(plan)
                                 where plan.OfType("network:PrivateEndpoint")
                                     .SelectMany(endpoint => InputValue.Of(endpoint).All("privateLinkServiceConnections[*]"))
                                     .Any(connection => connection.At("privateLinkServiceId").Is(plan.IdOf(service.Resource)))
                                 where !service.At("publicNetworkAccess").Is("Disabled")
                                 select new Violation(
                                     service.At("publicNetworkAccess"),
                                     "'Disabled', which Azure takes once the endpoint is there: platform:gatewayPublicEndpoint"),
        },
        new PlanRule("Plan.CallBodies", Security, Error, "Telemetry holds no bodies of calls",
            "What callers send can be read by whoever reads logs")
        {
            Violations = plan => from diagnostic in _diagnostics.SelectMany(part => part.In(plan))
                                 from body in _bodies
                                 where diagnostic.At(body) is { IsSet: true, Number: not 0 } or { IsSet: false }
                                 select new Violation(diagnostic.At(body), "'0'"),
        },
    ];

    private static IEnumerable<InputValue> Premium(PlanUnderReview plan)
        => _service[0].In(plan).Where(service => service.At("sku.name").Is("Premium"));

    // The newer platform has none of them, and nothing to switch them off by
    private static IEnumerable<Violation> LeftOn(PlanUnderReview plan)
        => from service in _service[0].In(plan)
           where service.At("sku.name").IsAnyOf("Developer", "Basic", "Standard", "Premium")
           from cipher in _weakCiphers
           let value = service.At("customProperties").Member(cipher)
           where !value.IsSet
           select new Violation(value, "'False'");

    private static IEnumerable<Violation> SwitchedOn(PlanUnderReview plan, Predicate<string> isMeant)
        => from service in _service[0].In(plan)
           let properties = service.At("customProperties")
           from property in properties.Members
           where isMeant(property.Path[(properties.Path.Length + 1)..]) && !property.Is("False")
           select new Violation(property, "nothing or 'False'");
}
