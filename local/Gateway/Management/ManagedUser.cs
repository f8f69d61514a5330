namespace Platform.Gateway.Management;

/// <summary>Whoever owns subscriptions.</summary>
internal sealed record ManagedUser(
    string Id, string FirstName, string LastName, string Email, string State, string? Note, DateTime RegistrationDate);
