namespace Platform.Infra.Gateway;

/// <summary>What the API of the platform's health is made of.</summary>
/// <param name="Backend">Whose readiness it says.</param>
/// <param name="Caller">Where the policy finds who calls.</param>
internal sealed record HealthApiArgs(GatewayScope Gateway, WorkloadBackend Backend, string Caller);
