using System.Text.Json.Nodes;
using Platform.Infra.Billing;
using Platform.Infra.Components;
using Platform.Infra.Tests.Cloud;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Billing;

[Collection(StacksCollection.Name)]
public sealed class BillingStackTests(BilledStacks stacks) : IClassFixture<BilledStacks>
{
    private StackRun this[string run]
        => run switch { "dev" => stacks.Dev, "prod" => stacks.Prod, "approved" => stacks.Approved, _ => stacks.Unpaid };

    public static TheoryData<string> All => ["dev", "prod", "approved", "unpaid"];

    [Fact]
    public async Task Billing_ThatIsOff_LeavesNothing()
    {
        var run = await StackRun.OfAsync("prod", ("billingEnabled", "false"));

        Assert.DoesNotContain(
            run.Resources, resource => resource.Resource is PlatformComponent && resource.Name is "billing" or "database" or "usage");
        Assert.DoesNotContain(
            run.Custom,
            resource => resource.Name.Contains("billing", StringComparison.Ordinal)
            || resource.Type.Contains("dbforpostgresql", StringComparison.Ordinal));
        Assert.DoesNotContain("Usage__", Text(run.One("Deployment")), StringComparison.Ordinal);
        Assert.DoesNotContain("billingImage", run.Outputs.Keys);
    }

    [Theory, MemberData(nameof(All))]
    public void Resources_OfBilling_HaveTagsAndAComponent(string run) => Assert.All(
        this[run].Custom.Where(resource => resource.Args.GetType().GetProperty("Tags") is not null),
        resource => Assert.NotNull(resource["tags"]));

    [Theory, MemberData(nameof(All))]
    public void UsageLogs_InAnyStack_AreOnlyAppendedTo(string run)
    {
        var policy = this[run].One("BlobContainerImmutabilityPolicy");

        Assert.Equal(
            ("usage", true, null),
            (policy.Text("containerName"), policy["allowProtectedAppendWrites"], policy["allowProtectedAppendWritesAll"]));
        Assert.Equal(run == "dev" ? 30.0 : 400.0, Convert.ToDouble(policy["immutabilityPeriodSinceCreationInDays"]));
        Assert.Equal(false, this[run].One("BlobServiceProperties", "usage-blobs")["isVersioningEnabled"]);
        Assert.Equal(false, this[run].One("StorageAccount", "usage-account")["allowSharedKeyAccess"]);
        var rules = "policy.rules.0.definition";
        Assert.Equal("usage/", this[run].One("ManagementPolicy", "usage-lifecycle").Text($"{rules}.filters.prefixMatch.0"));
        Assert.Equal(
            run == "dev" ? 30.0 : 400.0,
            Convert.ToDouble(
                this[run].One("ManagementPolicy", "usage-lifecycle")[$"{rules}.actions.baseBlob.delete.daysAfterModificationGreaterThan"]));
    }

    [Theory, MemberData(nameof(All))]
    public void Servers_InAnyStack_ShipTheirUsage(string run)
    {
        var server = this[run].One("Deployment", "deployment");
        var account = this[run].One("StorageAccount", "usage-account").Text("accountName");

        Assert.Equal(
            [
                ("Usage__Path", "/var/spool/usage"), ("Usage__FlushBeforeResponse", "true"),
                ("Usage__ShipTo", $"https://{account}.blob.core.windows.net/usage"),
                ("Usage__ShipMilliseconds", "1000"), ("Usage__SpoolBytes", "1073741824"),
            ],
            Variables(server).Where(variable => variable.Name.StartsWith("Usage__", StringComparison.Ordinal)));
        // Kubernetes throws a pod out that is above the limit; the server refuses calls before
        Assert.Equal("1280Mi", server.Text("spec.template.spec.volumes.2.emptyDir.sizeLimit"));
        Assert.Equal("/var/spool/usage", server.Text("spec.template.spec.containers.0.volumeMounts.2.mountPath"));
    }

    [Theory]
    [InlineData("dev", "Enabled"), InlineData("prod", "Disabled"), InlineData("approved", "Disabled")]
    public void Database_InAnyStack_TakesEntraAloneAndIsAsPrivateAsTheStack(string run, string access)
    {
        var server = this[run].One("Server");

        Assert.Equal(
            ("Enabled", "Disabled", access),
            (server.Text("authConfig.activeDirectoryAuth"), server.Text("authConfig.passwordAuth"),
                server.Text("network.publicNetworkAccess")));
        Assert.Null(server["administratorLogin"]);
        Assert.Equal(access == "Enabled", this[run].All("FirewallRule").Any());
        Assert.Equal(access == "Disabled", this[run].All("PrivateEndpoint").Any(endpoint => endpoint.Name == "endpoint-database"));
        Assert.Equal(
            access == "Disabled",
            Text(this[run].One("NetworkSecurityGroup", "nsg-endpoints")).Contains("AllowDatabase", StringComparison.Ordinal));
        Assert.Equal(["admins-own-database Group", "billing-owns-database ServicePrincipal"], this[run].All("AdministratorsMicrosoftEntra")
            .Select(administrator => $"{administrator.Name} {administrator.Text("principalType")}").Order());
    }

    [Fact]
    public void Database_OfEitherStack_IsAsLargeAndSafeAsItsSettingsSay()
    {
        Assert.Equal(("Standard_B1ms", "Burstable", "Disabled", "Disabled", 7.0), Safety(stacks.Dev));
        Assert.Equal(("Standard_D2ds_v5", "GeneralPurpose", "ZoneRedundant", "Enabled", 35.0), Safety(stacks.Prod));

        static (string?, string?, string?, string?, double) Safety(StackRun run)
        {
            var server = run.One("Server");
            return (server.Text("sku.name"), server.Text("sku.tier"), server.Text("highAvailability.mode"), server.Text(
                "backup.geoRedundantBackup"),
                Convert.ToDouble(server["backup.backupRetentionDays"]));
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Role_AtTheGateway_HasTheActionsThatBillingUses(string run)
    {
        var role = this[run].One("RoleDefinition");

        Assert.Equal(
            GatewayRole.Actions,
            Enumerable.Range(0, GatewayRole.Actions.Count).Select(index => role.Text($"permissions.0.actions.{index}")));
        Assert.Null(role["permissions.0.actions." + GatewayRole.Actions.Count]);
        Assert.DoesNotContain(
            GatewayRole.Actions,
            action => action.Contains('*', StringComparison.Ordinal) || action.EndsWith("/delete", StringComparison.Ordinal));
        Assert.Equal(
            this[run].One("ApiManagementService").Id, this[run].One("RoleAssignment", "billing-keeps-subscriptions").Text("scope"));
    }

    [Theory, MemberData(nameof(All))]
    public void Pods_InAnyStack_AreTwoAndRestricted(string run)
    {
        var deployment = this[run].One("Deployment", "billing-deployment");
        var container = "spec.template.spec.containers.0";

        Assert.Equal(2.0, Convert.ToDouble(deployment["spec.replicas"]));
        Assert.Equal(
            (true, false, true, false),
            ((bool)deployment[$"{container}.securityContext.runAsNonRoot"]!,
                (bool)deployment[$"{container}.securityContext.allowPrivilegeEscalation"]!,
                (bool)deployment[$"{container}.securityContext.readOnlyRootFilesystem"]!,
                (bool)deployment["spec.template.spec.automountServiceAccountToken"]!));
        Assert.Equal(
            "restricted", this[run].One("Namespace", "billing-namespace").Text("metadata.labels.pod-security~kubernetes~io/enforce"));
        Assert.Equal("/healthz/ready", deployment.Text($"{container}.readinessProbe.httpGet.path"));
        Assert.Equal(
            "system:serviceaccount:billing:billing", this[run].One("FederatedIdentityCredential", "billing-federation").Text("subject"));
        Assert.Equal(1.0, Convert.ToDouble(this[run].One("PodDisruptionBudget", "billing-disruption-budget")["spec.maxUnavailable"]));
        Assert.Equal(
            ["allow-database", "allow-dns", "allow-documents", "allow-gateway", "allow-metrics", "allow-services", "deny-all"],
            this[run].All("NetworkPolicy").Where(policy => policy.Name.StartsWith("billing-", StringComparison.Ordinal))
                .Select(policy => policy.Text("metadata.name")).Order());
    }

    [Theory]
    [InlineData("dev", "https://api-m.sandbox.paypal.com"), InlineData("prod", "https://api-m.paypal.com")]
    public void Provider_ThatIsSet_IsChargedByTheVaultsCredentials(string run, string address)
    {
        var deployment = this[run].One("Deployment", "billing-deployment");

        Assert.Contains(("PayPal__Address", address), Variables(deployment));
        Assert.Contains(("Billing__Payments", "/etc/billing/payments/payments.json"), Variables(deployment));
        Assert.Equal("payments", deployment.Text("spec.template.spec.volumes.3.csi.volumeAttributes.secretProviderClass"));
        Assert.Contains(
            "objectAlias: payments.json", this[run].One("SecretProviderClass").Text("spec.parameters.objects"), StringComparison.Ordinal);
        Assert.Equal(["properties"], this[run].One("Secret", "payment-secret").Options.IgnoreChanges);
        Assert.Equal("/paypal", this[run].One("ApiOperation", "billing-webhooks-paypal").Text("urlTemplate"));
    }

    [Fact]
    public void Provider_ThatIsNone_HasNeitherSecretNorWebhooks()
    {
        Assert.Empty(stacks.Unpaid.All("SecretProviderClass"));
        Assert.DoesNotContain(stacks.Unpaid.Custom, resource => resource.Name is "payment-secret" or "billing-webhooks");
        Assert.DoesNotContain(
            Variables(stacks.Unpaid.One("Deployment", "billing-deployment")), variable => variable.Name is "Billing__Payments");
    }

    [Fact]
    public void ApprovedOutbound_LetsNodesCallTheProviderAlone()
        => Assert.Equal(
            ["api-m.paypal.com", "api.paypal.com"],
            Rule(stacks.Approved.One("FirewallPolicyRuleCollectionGroup"), "payments")["targetFqdns"]!.AsArray()
                .Select(host => (string?)host));

    [Theory, MemberData(nameof(All))]
    public async Task Plans_OfAnyStack_AreTheSameInClusterAndOutput(string run)
    {
        var plans = this[run].One("ConfigMap", "billing-plans");

        Assert.Equal(await OutputUtilities.GetValueAsync(this[run].Outputs["plans"]), plans.Text("data.plans~json"));
        Assert.Equal(true, plans["immutable"]);
        Assert.Contains(("Billing__Plans", "/etc/billing/plans/plans.json"), Variables(this[run].One("Deployment", "billing-deployment")));
    }

    [Theory, MemberData(nameof(All))]
    public void Console_AtTheGateway_IsAllThatCanBeReachedBesidesMessages(string run)
    {
        var policy = this[run].One("ApiPolicy", "billing-console-policy").Text("value");

        Assert.Contains("rewrite-uri template=\"@(context.Request.OriginalUrl.Path)\"", policy, StringComparison.Ordinal);
        Assert.Contains("backend-id=\"billing\"", policy, StringComparison.Ordinal);
        Assert.Equal(
            ("console", false),
            (this[run].One("Api", "billing-console").Text("path"), this[run].One("Api", "billing-console")["subscriptionRequired"]));
    }

    [Theory, MemberData(nameof(All))]
    public void Alerts_OfBilling_TellWhoIsOnCall(string run)
    {
        var group = this[run].One("PrometheusRuleGroup", "billing");

        Assert.Equal(
            [
                "UsageLogBroken", "UsageLogAbandoned", "IngestBehind", "ChargeUnknown", "InvariantBroken", "NoticeDead", "ConsentFileOld",
                "ErasureLate", "ModelDrift", "CollectionBlocked", "BillingIdle",
            ],
            Enumerable.Range(0, 11).Select(index => group.Text($"rules.{index}.alert")));
        Assert.Contains("> 3600", group.Text("rules.3.expression"), StringComparison.Ordinal);
        Assert.Contains("billing", this[run].One("ConfigMap", "scraping").Text("data.prometheus-config"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(All))]
    public void Console_InEntra_TakesCodesAtTheGatewayAloneAndHasNoSecret(string run)
    {
        var application = this[run].One("Application", "console");

        Assert.Equal(
            ($"{this[run].GatewayUrl}/console/sign-in/callback", null),
            (application.Text("web.redirectUris.0"), application["web.redirectUris.1"]));
        Assert.Equal(
            (false, false),
            (application["web.implicitGrant.accessTokenIssuanceEnabled"], application["web.implicitGrant.idTokenIssuanceEnabled"]));
        Assert.Equal(
            ("billing.operator", "Operator", "User", null),
            (application.Text("appRoles.0.value"), application.Text("appRoles.0.displayName"),
                application.Text("appRoles.0.allowedMemberTypes.0"), application["appRoles.1"]));
        Assert.Equal("AzureADMyOrg", application.Text("signInAudience"));
        Assert.Equal(false, this[run].One("ServicePrincipal", "console-principal")["appRoleAssignmentRequired"]);
        Assert.Equal("system:serviceaccount:billing:billing", this[run].One("ApplicationFederatedIdentityCredential").Text("subject"));
        Assert.DoesNotContain(this[run].Custom, resource => resource.Kind is "ApplicationPassword" or "ServicePrincipalPassword");
    }

    [Theory, MemberData(nameof(All))]
    public void Console_InTheCluster_KnowsWhereItIsAndWhoSignsIn(string run)
    {
        var variables = Variables(this[run].One("Deployment", "billing-deployment"))
            .Where(variable => variable.Name.StartsWith("Console__", StringComparison.Ordinal)).ToDictionary();

        Assert.Equal(
            [
                "Console__Address", "Console__Api", "Console__Authority", "Console__Documents", "Console__SignIn__AssertionFile",
                "Console__SignIn__Authority", "Console__SignIn__ClientId", "Console__SignIn__OperatorRole", "Console__Tiers",
            ],
            variables.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(this[run].GatewayUrl, variables["Console__Address"]);
        Assert.StartsWith($"{variables["Console__Address"]}/", variables["Console__Api"], StringComparison.Ordinal);
        Assert.EndsWith("/", variables["Console__Api"], StringComparison.Ordinal);
        Assert.Matches("^https://login.microsoftonline.com/.+/v2.0$", variables["Console__SignIn__Authority"]);
        Assert.Equal("/etc/billing/plans/tiers.json", variables["Console__Tiers"]);
        Assert.Equal("/etc/billing/plans/authority.crt", variables["Console__Authority"]);
        Assert.Matches("^https://inference\\.[a-z]+\\.platform\\.internal/$", variables["Console__Documents"]);
        Assert.NotNull(this[run].One("ConfigMap", "billing-plans")["data.authority~crt"]);
        Assert.StartsWith(
            """[{"callPrices":[],"callsPerMinute":10,"callsPerMonth":1000,"displayName":"Free","hardCap":1000,"includedCalls":1000"""
            + ""","name":"free","pricePerMonth":0},""",
            this[run].One("ConfigMap", "billing-plans").Text("data.tiers~json"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(All))]
    public void Console_InTheStacksTenant_HasAnApplicationThatTheGatewayAloneLeadsBackFrom(string run)
    {
        var application = this[run].One("Application", "console");

        Assert.Equal(
            ("AzureADMyOrg", $"{this[run].GatewayUrl}/console/sign-in/callback", "billing.operator"),
            (application.Text("signInAudience"), application.Text("web.redirectUris.0"), application.Text("appRoles.0.value")));
        Assert.Null(application["web.redirectUris.1"]);
        Assert.DoesNotContain("consoleRegistration", this[run].Outputs.Keys);
    }

    [Fact]
    public async Task Console_OfAnExternalTenant_SignsInThereAndSaysWhatItsApplicationNeeds()
    {
        var run = stacks.External;
        var variables = Variables(run.One("Deployment", "billing-deployment")).ToDictionary();

        Assert.Equal(
            ("https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0", "11111111-2222-3333-4444-555555555555",
                "/var/run/secrets/azure/tokens/azure-identity-token"),
            (variables["Console__SignIn__Authority"], variables["Console__SignIn__ClientId"], variables["Console__SignIn__AssertionFile"]));
        Assert.Equal(["application"], run.All("Application").Select(application => application.Name));
        Assert.Contains(
            "contoso.ciamlogin.com",
            Rule(run.One("FirewallPolicyRuleCollectionGroup"), "payments")["targetFqdns"]!.AsArray().Select(host => (string?)host));
        var registration = System.Text.Json.JsonSerializer.SerializeToNode(
            await OutputUtilities.GetValueAsync(run.Outputs["consoleRegistration"]))!;
        Assert.Equal(
            ($"{run.GatewayUrl}/console/sign-in/callback", "billing.operator", "system:serviceaccount:billing:billing",
                "api://AzureADTokenExchange"),
            ((string?)registration["redirectUri"], (string?)registration["appRole"], (string?)registration["subject"],
                (string?)registration["audience"]));
        Assert.StartsWith("https://", (string?)registration["issuer"], StringComparison.Ordinal);
        Assert.Equal($"{run.GatewayUrl}/console", await OutputUtilities.GetValueAsync(run.Outputs["consoleUrl"]));
    }

    [Theory, MemberData(nameof(All))]
    public void Console_InTheCluster_ReachesTheServersDocuments(string run)
    {
        var (ask, answer) = (this[run].One("NetworkPolicy", "billing-allow-documents"), this[run].One("NetworkPolicy", "allow-console"));

        Assert.Equal(
            ("inference", 8443d),
            (ask.Text("spec.egress.0.to.0.namespaceSelector.matchLabels.kubernetes~io/metadata~name"),
                Convert.ToDouble(ask["spec.egress.0.ports.0.port"])));
        Assert.Equal("billing", answer.Text("spec.ingress.0.from.0.namespaceSelector.matchLabels.kubernetes~io/metadata~name"));
    }

    [Fact]
    public void Console_ThatIsOff_LeavesNeitherApplicationNorRoute()
    {
        Assert.DoesNotContain(stacks.Mailing.All("NetworkPolicy"), policy => policy.Name is "allow-console" or "billing-allow-documents");
        Assert.Equal(["application"], stacks.Mailing.All("Application").Select(application => application.Name));
        Assert.DoesNotContain(stacks.Mailing.Custom, resource => resource.Name.StartsWith("billing-console", StringComparison.Ordinal));
        Assert.DoesNotContain(
            Variables(stacks.Mailing.One("Deployment", "billing-deployment")),
            variable => variable.Name.StartsWith("Console__", StringComparison.Ordinal));
        Assert.DoesNotContain("consoleUrl", stacks.Mailing.Outputs.Keys);
    }

    [Fact]
    public void Notices_ByMail_HaveAServerEgressAndTheVaultsPassword()
    {
        var deployment = stacks.Mailing.One("Deployment", "billing-deployment");

        Assert.Equal(
            [
                ("Notices__SmtpHost", "smtp.example.com"), ("Notices__SmtpPort", "465"), ("Notices__SmtpSecurity", "SslOnConnect"),
                ("Notices__From", "billing@example.com"),
            ],
            Variables(deployment).Where(variable => variable.Name.StartsWith("Notices__", StringComparison.Ordinal)));
        Assert.Contains(("Billing__Payments", "/etc/billing/payments/payments.json"), Variables(deployment));
        Assert.Single(stacks.Mailing.All("SecretProviderClass"));
        Assert.Equal(465.0, Convert.ToDouble(stacks.Mailing.One("NetworkPolicy", "billing-allow-mail")["spec.egress.0.ports.0.port"]));
    }

    [Fact]
    public void Notices_ToAWebhook_PassTheFirewallAsTheConsolesCallsDo()
    {
        var group = stacks.Posting.One("FirewallPolicyRuleCollectionGroup");

        Assert.Contains(
            ("Notices__Webhook", "https://hooks.example.com/notices"), Variables(stacks.Posting.One("Deployment", "billing-deployment")));
        Assert.Contains("hooks.example.com", Rule(group, "payments")["targetFqdns"]!.AsArray().Select(host => (string?)host));
        Assert.EndsWith(".azure-api.net", (string?)Rule(group, "console")["targetFqdns"]!.AsArray().Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Consent_ThatIsOn_IsWrittenAndErasedWhereServersCollect()
    {
        var account = stacks.Mailing.One("StorageAccount", "usage-account").Text("accountName");

        Assert.Equal(
            [
                ("Consent__File", $"https://{account}.blob.core.windows.net/records/consent.json"),
                ("Consent__Records", $"https://{account}.blob.core.windows.net/records"),
                ("Consent__Days", "60"), ("Consent__Key", ""),
            ],
            Variables(stacks.Mailing.One("Deployment", "billing-deployment"))
                .Where(variable => variable.Name.StartsWith("Consent__", StringComparison.Ordinal)));
        Assert.Equal(
            [
                ("Collect__Consent", $"https://{account}.blob.core.windows.net/records/consent.json"),
                ("Collect__To", $"https://{account}.blob.core.windows.net/records"),
                ("Collect__Percent", "25"), ("Collect__FlushMilliseconds", "60000"), ("Collect__Key", ""),
            ],
            Variables(stacks.Mailing.One("Deployment", "deployment"))
                .Where(variable => variable.Name.StartsWith("Collect__", StringComparison.Ordinal)));
        Assert.DoesNotContain(
            Variables(stacks.Dev.One("Deployment", "billing-deployment")),
            variable => variable.Name.StartsWith("Consent__", StringComparison.Ordinal));
        Assert.DoesNotContain(
            Variables(stacks.Dev.One("Deployment", "deployment")),
            variable => variable.Name.StartsWith("Collect__", StringComparison.Ordinal));
    }

    /// <summary>Both have the same, in their own namespaces, and the vault has it as well.</summary>
    [Fact]
    public void Consent_ThatIsOn_HasOneKeyOfPseudonyms()
    {
        var (server, billing) = (stacks.Mailing.One("Secret", "collection-key"), stacks.Mailing.One("Secret", "billing-collection-key"));

        Assert.Equal(("inference", "billing"), (server.Text("metadata.namespace"), billing.Text("metadata.namespace")));
        Assert.Equal(server.Text("stringData.key"), billing.Text("stringData.key"));
        Assert.Equal(server.Text("stringData.key"), stacks.Mailing.One("Secret", "pseudonym-key-copy").Text("properties.value"));
        Assert.Equal(32, Convert.FromBase64String(server.Text("stringData.key")!).Length);
        Assert.DoesNotContain(stacks.Dev.Custom, resource => resource.Name.Contains("pseudonym", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Name, string Value)> Variables(Declared deployment)
        => JsonNode.Parse(Text(deployment))!["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray()
            .Select(variable => ((string)variable!["name"]!, (string?)variable["value"] ?? ""));

    private static JsonObject Rule(Declared group, string name)
        => JsonNode.Parse(Text(group))!["ruleCollections"]!.AsArray().SelectMany(collection => collection!["rules"]!.AsArray())
            .Select(rule => rule!.AsObject()).Single(rule => (string?)rule["name"] == name);

    private static string Text(Declared resource) => System.Text.Json.JsonSerializer.Serialize(resource.Inputs);
}
