using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>Azure Key Vault.</summary>
internal static class VaultRules
{
    private static readonly Part[] _vault = [new("keyvault:Vault", "properties")];

    public static Rule[] All { get; } =
    [
        new InputRule("Azure.KeyVault.RBAC", Security, Warning, "Azure RBAC decides who may read the vault",
            "Access policies let whoever contributes grant himself anything")
            { Of = _vault, Input = "enableRbacAuthorization", Expected = Expect.True },
        new InputRule("Azure.KeyVault.SoftDelete", Reliability, Error, "A deleted vault can be restored",
            "One wrong command loses every secret and key")
            { Of = _vault, Input = "enableSoftDelete", Expected = Expect.True },
        new InputRule("Azure.KeyVault.PurgeProtect", Reliability, Error, "A deleted vault cannot be purged",
            "Whoever deletes it can also make that final")
            { Of = _vault, Input = "enablePurgeProtection", Expected = Expect.True },
        new PlanRule("Azure.KeyVault.Firewall", Security, Error, "The vault is closed to networks that need it not",
            "A leaked token works from anywhere")
        {
            Violations = plan => from vault in _vault[0].In(plan)
                                 where !vault.At("networkAcls.defaultAction").Is("Deny") && !vault.At("publicNetworkAccess").Is("Disabled")
                                 select new Violation(vault.At("networkAcls.defaultAction"), "'Deny'"),
        },
        new InputRule("Azure.KeyVault.AccessPolicy", Security, Warning, "Access policies grant no more than is needed",
            "'all' and 'purge' go beyond what any program needs")
        {
            Of = [new("keyvault:Vault", "properties.accessPolicies[*].permissions")], Input = "",
            Expected = new("neither 'all' nor 'purge'", permissions => !permissions.Everything.Any(each => each.IsAnyOf("all", "purge"))),
        },
        new ChildRule("Azure.KeyVault.Logs", Security, Warning, "What is read from the vault is logged",
            "Who took a secret cannot be told afterwards")
        {
            Of = new("keyvault:Vault"), Child = Logs.Setting, Expected = "AuditEvent, or the category group audit or allLogs, enabled",
            Fits = (_, setting) => Logs.HasAudit(setting, "AuditEvent"),
        },
        new InputRule("Plan.KeyVault.SecretExpiry", Security, Warning, "A secret in the vault says when it ends",
            "It is used, and trusted, long after anybody remembers it")
            { Of = [new("keyvault:Secret", "properties")], Input = "attributes.expires", Expected = Expect.Set },
        new InputRule("Plan.KeyVault.SecretContent", Operations, Note, "A secret in the vault says of what kind it is",
            "Whoever finds it has to read it to know what it is")
            { Of = [new("keyvault:Secret", "properties")], Input = "contentType", Expected = Expect.Set },
        new InputRule("Azure.KeyVault.AutoRotationPolicy", Security, Warning, "Keys rotate by themselves",
            "A key that is never changed is a key that is known one day")
        {
            Of = [new("keyvault:Key", "properties")], Input = "rotationPolicy.lifetimeActions",
            Expected = new("an action 'rotate'", actions => actions.Items.Any(action => action.At("action.type").Is("rotate"))),
        },
    ];
}
