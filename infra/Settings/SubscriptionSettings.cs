namespace Platform.Infra.Settings;

/// <summary>Where the stack is, whatever whoever deploys it is signed in to.</summary>
internal sealed record SubscriptionSettings(string Id, string TenantId)
{
    /// <summary>
    /// Azure's own keys rather than the project's: the CLI reads them too where no provider is named, as `pulumi import` may.
    /// https://www.pulumi.com/registry/packages/azure-native/installation-configuration/
    /// </summary>
    public const string IdKey = "azure-native:subscriptionId";

    /// <inheritdoc cref="IdKey"/>
    public const string TenantKey = "azure-native:tenantId";

    /// <summary>What a plan has for a stack that does not say where it is: nobody's, and Azure knows neither.</summary>
    public static SubscriptionSettings Nobodys { get; } =
        new("00000000-0000-0000-0000-000000000000", "11111111-1111-1111-1111-111111111111");

    public static SubscriptionSettings Read(SettingsReader settings) => new(
        settings.Text(
            new(
                IdKey,
                "Id of the subscription that everything is created in, a GUID, as `az account show --query id` prints it: "
                + "[the stack's subscription](runbooks/subscription.md)"),
            "the subscription's id, a GUID, as `az account show --query id` prints it", IsGuid,
            example: "\"$(az account show --query id --output tsv)\""),
        settings.Text(
            new(TenantKey, "Id of its tenant in Entra, a GUID, as `az account show --query tenantId` prints it"),
            "the id of its tenant, a GUID, as `az account show --query tenantId` prints it", IsGuid,
            example: "\"$(az account show --query tenantId --output tsv)\""));

    /// <summary>Whether what is in a subscription is known to be outside of the stack's.</summary>
    public bool IsElsewhere(string subscription)
        => Id.Length > 0 && Id != Nobodys.Id && !Id.Equals(subscription, StringComparison.OrdinalIgnoreCase);

    // The parser overlooks blanks around it
    private static bool IsGuid(string value) => value.Length == 36 && Guid.TryParseExact(value, "D", out _);
}
