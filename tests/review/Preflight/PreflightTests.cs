using System.Text.Json.Nodes;
using Platform.Infra.Naming;
using Platform.Infra.Settings;
using Platform.Review.Commands;
using Platform.Review.Preflight;
using Platform.Review.Preflight.Asking;
using Platform.Review.Stacks;
using Platform.Review.Tests.Rules;

namespace Platform.Review.Tests.Preflight;

/// <summary>The verb, on the whole stack prod, with answers of Azure's in the form that <c>az</c> gives them.</summary>
public sealed class PreflightTests : IDisposable
{
    private const string Subscription = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    private const string Tenant = "99999999-8888-7777-6666-555555555555";
    private const string Other = "bbbbbbbb-bbbb-cccc-dddd-eeeeeeeeeeee";
    private static readonly string _hash = ResourceNames.Hash(Subscription, "prod");

    private readonly TemporaryFolder _checkout = new();

    public PreflightTests()
    {
        _checkout.CheckOut("Pulumi.yaml", "Pulumi.prod.yaml");
        Say($"  {SubscriptionSettings.IdKey}: {Subscription}\n  {SubscriptionSettings.TenantKey}: {Tenant}\n");
    }

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Preflight_WithNothingInTheWay_ExitsWith0()
    {
        var (exitCode, output, error) = await RunAsync(new RecordedCommands());

        Assert.Equal(
            (0, $"prod in subscription {Subscription}, as ada@example.com: 0 in the way, 0 unknown, 0 warnings; 9 checks\n", ""),
            (exitCode, output, error));
    }

    [Fact]
    public async Task Preflight_OfAnySubscription_AsksForTheNamesThatTheStackWouldHaveThere()
    {
        var commands = new RecordedCommands();

        await RunAsync(commands);

        Assert.Contains($"az acr check-name --name crprod{_hash} --subscription {Subscription} --output json", commands.Asked);
        Assert.DoesNotContain(commands.Asked, line => line.Contains("00000000-0000-0000-0000-000000000000", StringComparison.Ordinal));
    }

    public static TheoryData<string, string, string> Obstacles { get; } = new()
    {
        {
            "pulumi version => v3.100.0", "pulumi is 3.100.0; allowed: 3.182.0 or newer",
            "install pulumi 3.182.0 or newer: https://www.pulumi.com/docs/install/"
        },
        {
            "pulumi version => dev", "'pulumi version' says 'dev', which is no version",
            "install pulumi 3.182.0 or newer: https://www.pulumi.com/docs/install/"
        },
        {
            "pulumi version =>", "the program 'pulumi' was not found",
            "install pulumi 3.182.0 or newer: https://www.pulumi.com/docs/install/"
        },
        { "kubelogin --version =>", "the program 'kubelogin' was not found; by it Pulumi signs in to the cluster", "az aks install-cli" },
        {
            """az role assignment list => ["Contributor","Reader"]""",
            "ada@example.com is Contributor, Reader of the subscription; the stack makes resources and assigns roles: Owner, or "
            + "Contributor and User Access Administrator",
            $"az role assignment create --assignee-object-id 12121212-3434-5656-7878-909090909090 --role Owner --scope "
            + $"/subscriptions/{Subscription}"
        },
        {
            """az rest --method get --url https://graph.microsoft.com/v1.0/users/12121212-3434-5656-7878-909090909090/memberOf => """
            + """{"value":[{"displayName":"Groups Administrator"}]}""",
            "ada@example.com is no Application Administrator in Entra, or has not activated it; the stack has Application",
            """az rest --method post --url https://graph.microsoft.com/v1.0/roleManagement/directory/roleAssignments --body '"""
            + "{\"principalId\":\"12121212-3434-5656-7878-909090909090\","
            + "\"roleDefinitionId\":\"9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3\",\"directoryScopeId\":\"/\"}'"
        },
        {
            """az rest --method get --url /subscriptions/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee?api-version= => {"subscriptionPolicies":"""
            + """{"quotaId":"FreeTrial_2014-09-01"}}""",
            "the subscription's offer is FreeTrial, on which a registry runs no builds; platform/registry/",
            "pulumi config set --stack prod registryImage <an image that was built elsewhere, by digest>"
        },
        {
            """az vm list-skus --location westeurope --resource-type virtualMachines --size Standard_D4ds_v5 => []""",
            "has the size Standard_D4ds_v5, which westeurope does not offer to the subscription",
            "az vm list-skus --location westeurope --resource-type virtualMachines --output table"
        },
        {
            """az vm list-usage => [{"currentValue":"80","limit":"100","name":{"localizedValue":"Total Regional """
            + """vCPUs","value":"cores"}},{"currentValue":0,"limit":100,"name":{"localizedValue":"Standard DDSv5 Family """
            + """vCPUs","value":"standardDDSv5Family"}},{"currentValue":0,"limit":10,"name":{"localizedValue":"Standard DSv2 Family """
            + """vCPUs","value":"standardDSv2Family"}}]""",
            "Total Regional vCPUs in westeurope has 20 cores free of 100; platform/cluster/",
            "ask for more in the portal under Quotas (Compute, westeurope, cores), or choose another size"
        },
        {
            $$$"""az keyvault check-name => {"nameAvailable":false,"reason":"AlreadyExists"}""",
            "of platform/secrets/vault is taken by somebody else",
            "another stack name, which is part of every name: pulumi stack init <name>"
        },
        {
            $$$"""az rest --method get --url """
            + $$$"""/subscriptions/{{{Subscription}}}/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/ => {"name":"it"}""",
            "of platform/secrets/vault is deleted, and kept", "az keyvault recover --name kv-"
        },
        {
            $$$"""az rest --method get --url """
            + $$$"""/subscriptions/{{{Subscription}}}/providers/Microsoft.ApiManagement/locations/westeurope/deletedservices/ """
            + $$$"""=> {"name":"it"}""",
            "of platform/gateway/service is deleted, and kept", "az apim deletedservice purge --service-name apim-platform-prod-"
        },
    };

    [Theory, MemberData(nameof(Obstacles))]
    public async Task Preflight_WithSomethingInTheWay_SaysWhatAndWhatMendsIt_AndExitsWith12(string answer, string what, string mend)
    {
        var parts = answer.Split(" =>", 2);
        var commands = parts[1].Length == 0
            ? new RecordedCommands().Without(parts[0])
            : new RecordedCommands().With(parts[0], parts[1].Trim());

        var (exitCode, output, _) = await RunAsync(commands, "--format", "json");

        Assert.Equal(ExitCodes.Obstacles, exitCode);
        var obstacle = Assert.Single(
            JsonNode.Parse(output)!["obstacles"]!.AsArray(), each => $"{each!["what"]}".Contains(what, StringComparison.Ordinal));
        Assert.Contains(mend, $"{obstacle!["mend"]}", StringComparison.Ordinal);
        Assert.Equal("blocks", $"{obstacle["weight"]}");
        Assert.False((bool)JsonNode.Parse(output)!["clear"]!);
    }

    [Theory]
    [InlineData("Microsoft.Compute", "platform/cluster/")]
    [InlineData("Microsoft.Consumption", "platform/billing/")]
    [InlineData("Microsoft.DBforPostgreSQL", "platform/database/")]
    [InlineData("Microsoft.PolicyInsights", "platform/cluster/")]
    public async Task Preflight_WithoutAProviderThatThePlanNeeds_NamesItAndWhatNeedsIt(string provider, string path)
    {
        var answers = (JsonObject)JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "tests/review/Preflight/answers.json")))!;
        var others = answers["az provider list"]!.AsArray().Where(each => $"{each!["name"]}" != provider)
            .Select(each => each!.ToJsonString());

        var (exitCode, output, _) = await RunAsync(new RecordedCommands().With("az provider list", $"[{string.Join(',', others)}]"));

        Assert.Equal(ExitCodes.Obstacles, exitCode);
        Assert.StartsWith($"blocks  providers  {provider} is NotRegistered; {path}", output, StringComparison.Ordinal);
        Assert.Contains(
            $"  az provider register --namespace {provider} --subscription {Subscription} --wait\n", output, StringComparison.Ordinal);
    }

    // 3 instances, and 20 % for upgrades, are 4 machines of 2 cores; 6 are 8
    [Theory]
    [InlineData(16, null)]
    [InlineData(
        15,
        "warning Standard DSv2 Family Cluster Dedicated vCPUs in westeurope has 15 cores free of 15; platform/endpoint/endpoint/blue "
        + "wants 8 at once and 16 at most")]
    [InlineData(
        7,
        "blocks Standard DSv2 Family Cluster Dedicated vCPUs in westeurope has 7 cores free of 7; platform/endpoint/endpoint/blue wants 8 "
        + "at once and 16 at most")]
    public async Task OfAsync_OfAnEndpoint_CountsWhatAzureReservesForUpgrades(int limit, string? expected)
    {
        var configuration = Repository.At(RepositoryRoot.Path).Configuration("prod");
        var plan = await SoundPlan.RecordAsync(configuration with
        {
            Values = new Dictionary<string, string>(configuration.Values)
            {
                ["platform:endpointEnabled"] = "true",
                ["platform:endpointInstancesMin"] = "3",
                ["platform:endpointInstancesMax"] = "6",
            },
        });
        var commands = new RecordedCommands().With(
            $"az rest --method get --url "
            + $"/subscriptions/{Subscription}/providers/Microsoft.MachineLearningServices/locations/westeurope/usages",
            $$$"""
            {"value":[{"currentValue":0,"limit":100,"name":{"value":"Total Cluster Dedicated Regional vCPUs"}},
            {"currentValue":0,"limit":20,"name":{"value":"Standard DDSv5 Family Cluster Dedicated vCPUs"}},
            {"currentValue":0,"limit": {{{limit}}},"name":{"value":"Standard DSv2 Family Cluster Dedicated vCPUs"}}]}
            """);

        var azure = new AzureCli(commands);
        var report = await PreflightReport.OfAsync(
            new(plan.In(Subscription), await azure.AccountAsync(null, default), azure, commands, Placed(configuration)), default);

        var blue = plan.Resources.Single(resource => resource.Type.EndsWith(":OnlineDeployment", StringComparison.Ordinal)).Path;
        Assert.Equal(
            expected is not null ? [expected.Replace("platform/endpoint/endpoint/blue", blue, StringComparison.Ordinal)] : [],
            report.Obstacles.Select(obstacle => $"{obstacle.Weight.ToString().ToLowerInvariant()} {obstacle.What}"));
    }

    [Fact]
    public async Task Preflight_OfAQuotaThatIsEnoughToBeginWith_Warns_AndExitsWith0()
    {
        var (exitCode, output, _) = await RunAsync(new RecordedCommands().With("az vm list-usage",
            """[{"currentValue":0,"limit":40,"name":{"localizedValue":"Total Regional vCPUs","value":"cores"}},{"currentValue":0"""
            + ""","limit":100,"name":{"localizedValue":"Standard DDSv5 Family vCPUs","value":"standardDDSv5Family"}},{"currentValue":0"""
            + ""","limit":10,"name":{"localizedValue":"Standard DSv2 Family vCPUs","value":"standardDSv2Family"}}]"""));

        Assert.Equal(0, exitCode);
        Assert.StartsWith("warning  quota  Total Regional vCPUs in westeurope has 40 cores free of 40; ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_OfANameThatTheStackItselfHas_Warns_AndPrintsTheImport()
    {
        var registry = $"/subscriptions/{Subscription}/resourceGroups/rg-platform-prod-westeurope/providers/Microsoft.ContainerRegistry"
            + $"/registries/crprod{_hash}";

        var (exitCode, output, _) = await RunAsync(new RecordedCommands()
            .With("az acr check-name", """{"nameAvailable":false,"reason":"AlreadyExists"}""")
            .With($"az rest --method get --url {registry}?api-version=", """{"id":"it"}"""));

        Assert.Equal(0, exitCode);
        Assert.Contains(
            $"dotnet platform.cs import --stack prod --subscription {Subscription} --path platform/registry/registry\n", output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("containerservice:AgentPool securityProfile/sshAccess = \"Disabled\"", "Microsoft.ContainerService", "DisableSSHPreview")]
    [InlineData("containerservice:AgentPool enableEncryptionAtHost = true", "Microsoft.Compute", "EncryptionAtHost")]
    public async Task OfAsync_OfAFeatureThatIsNotRegistered_SaysHowToRegisterIt(string use, string provider, string feature)
    {
        var plan = (await SoundPlan.RecordAsync(SoundPlan.Configuration("prod", "public"))).With(use);
        var commands = new RecordedCommands().With(
            $"az feature show --namespace {provider} --name {feature} ", """{"properties":{"state":"NotRegistered"}}""");
        var azure = new AzureCli(commands);

        var report = await PreflightReport.OfAsync(
            new(
                plan.In(Subscription), await azure.AccountAsync(null, default), azure, commands,
                Placed(SoundPlan.Configuration("prod", "public"))),
            default);

        var obstacle = Assert.Single(report.Obstacles, each => each.Check == "features");
        Assert.StartsWith($"the feature {feature} is NotRegistered; platform/cluster/", obstacle.What, StringComparison.Ordinal);
        Assert.Equal(
            $"az feature register --namespace {provider} --name {feature} --subscription {Subscription}, and when it is Registered: "
            + $"az provider register --namespace {provider} --subscription {Subscription}", obstacle.Mend);
        Assert.False(report.IsClear);
    }

    [Fact]
    public async Task Preflight_WhereAzureDoesNotAnswer_SaysWhatIsUnknown_AndExitsWith12()
    {
        var (exitCode, output, _) = await RunAsync(
            new RecordedCommands().Refusing("az provider list", "ERROR: (AuthorizationFailed) The client may not.\nmore\n"));

        Assert.Equal(ExitCodes.Obstacles, exitCode);
        Assert.StartsWith(
            "unknown  providers  Azure did not answer: ERROR: (AuthorizationFailed) The client may not.\n  run it again, with the right "
            + "to read there\n",
            output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_WhereEntraDoesNotAnswer_SaysWhichRolesAreUnknown()
    {
        var (exitCode, output, _) = await RunAsync(new RecordedCommands().Refusing(
            "az rest --method get --url https://graph.microsoft.com/v1.0/users/12121212-3434-5656-7878-909090909090/memberOf",
            "ERROR: Forbidden({\"error\":{}})"));

        Assert.Equal(ExitCodes.Obstacles, exitCode);
        Assert.StartsWith(
            "unknown  roles  Entra did not say what ada@example.com is: ERROR: Forbidden({\"error\":{}})\n"
            + "  see that it is Application Administrator and Groups Administrator\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_AsAService_AsksForTheServicesOwnRoles()
    {
        var commands = new RecordedCommands()
            .With(
                "az account show",
                $$"""{"id":"{{Subscription}}","tenantId":"{{Tenant}}","user":{"name":"app-id","type":"servicePrincipal"} }""")
            .With("az ad sp show --id app-id", """{"id":"of-the-service"}""")
            .With("az rest --method get --url https://graph.microsoft.com/v1.0/servicePrincipals/of-the-service/memberOf",
                """{"value":[{"displayName":"Global Administrator"}]}""");

        var (exitCode, output, _) = await RunAsync(commands);

        Assert.Equal(0, exitCode);
        Assert.Contains($"{Subscription}, as app-id: 0 in the way", output, StringComparison.Ordinal);
        Assert.Contains(
            commands.Asked, line => line.StartsWith("az role assignment list --assignee of-the-service ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData(
        "  azure-native:subscriptionId: 00000000-0000-0000-0000-000000000000\n  azure-native:tenantId: "
        + "11111111-1111-1111-1111-111111111111\n")]
    [InlineData("  azure-native:subscriptionId: { secure: v1:a }\n  azure-native:tenantId: { secure: v1:b }\n")]
    public async Task Preflight_OfAStackThatIsNowhere_SaysWhatToSet(string lines)
    {
        Say(lines);

        var (exitCode, output, _) = await RunAsync(new RecordedCommands());

        const string deploysNowhere = "without which `up` deploys nowhere; az is signed in to";
        Assert.Equal(ExitCodes.Obstacles, exitCode);
        Assert.Equal(
            $"""
            blocks  subscription  azure-native:subscriptionId is not set, {deploysNowhere} {Subscription}
              if that is where prod is to be: pulumi config set --stack prod azure-native:subscriptionId {Subscription}

            blocks  subscription  azure-native:tenantId is not set, {deploysNowhere} {Tenant}
              if that is where prod is to be: pulumi config set --stack prod azure-native:tenantId {Tenant}

            prod in subscription {Subscription}, as ada@example.com: 2 in the way, 0 unknown, 0 warnings; 9 checks

            """.ReplaceLineEndings("\n"), output);
    }

    [Fact]
    public async Task Preflight_OfTheTenantOfAnother_Blocks()
    {
        Say($"  {SubscriptionSettings.IdKey}: {Subscription}\n  {SubscriptionSettings.TenantKey}: {Other}\n");

        var (exitCode, output, _) = await RunAsync(new RecordedCommands());

        Assert.Equal(ExitCodes.Obstacles, exitCode);
        Assert.StartsWith(
            $"blocks  subscription  azure-native:tenantId is {Other}, and subscription {Subscription} is in tenant {Tenant}\n"
            + $"  pulumi config set --stack prod azure-native:tenantId {Tenant}\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_WithAzSomewhereElse_Warns_AndAsksOfTheStacksOwn()
    {
        var commands = new RecordedCommands().With(
            "az account show --output",
            $$"""{"id":"{{Other}}","tenantId":"{{Tenant}}","user":{"name":"ada@example.com","type":"user"} }""");

        var (exitCode, output, _) = await RunAsync(commands);

        Assert.Equal(0, exitCode);
        Assert.Equal(
            $"warning  subscription  az is at subscription {Other}, in tenant {Tenant}, and prod is in {Subscription}, in tenant {Tenant}: "
            + $"`up` goes there, `az` does not\n  az account set --subscription {Subscription}\n\n"
            + $"prod in subscription {Subscription}, as ada@example.com: 0 in the way, 0 unknown, 1 warnings; 9 checks\n", output);
        Assert.Contains(commands.Asked, line => line == $"az account show --subscription {Subscription} --output json");
        Assert.All(
            commands.Asked.Where(line => line.Contains("--subscription", StringComparison.Ordinal)),
            line => Assert.Contains(Subscription, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preflight_WithOutput_WritesTheFile()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "preflight.json");

        var (exitCode, output, _) = await RunAsync(new RecordedCommands(), "--format", "json", "--output", file);

        Assert.Equal((0, ""), (exitCode, output));
        Assert.True((bool)JsonNode.Parse(await File.ReadAllTextAsync(file))!["clear"]!);
    }

    [Fact]
    public async Task Preflight_WithoutASignIn_SaysSoInOneSentence_AndExitsWith13()
        => Assert.Equal(
            (ExitCodes.NotSignedIn, "",
                $"Nobody is signed in to Azure with a view of subscription '{Subscription}'; sign in with: az login\n"),
            await RunAsync(new RecordedCommands().Refusing("az account show", "Please run 'az login' to setup account.")));

    [Fact]
    public async Task Preflight_WithoutAz_SaysWhereItComesFrom_AndExitsWith13()
        => Assert.Equal(
            (ExitCodes.NotSignedIn, "",
                "The program 'az' was not found; install it, https://learn.microsoft.com/cli/azure/install-azure-cli, then sign in "
                + "with: az login\n"),
            await RunAsync(new RecordedCommands().Without("az account show")));

    [Fact]
    public async Task Preflight_OfNoSuchStack_IsRefused()
    {
        var error = new StringWriter();

        var exitCode = await ReviewCommand.RunAsync(
            ["preflight", "--stack", "test", "--root", RepositoryRoot.Path], new StringWriter(), error, new RecordedCommands());

        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.StartsWith("There is no stack 'test'", error.ToString(), StringComparison.Ordinal);
    }

    /// <param name="lines">Of the stack's file, which says nothing of the kind itself.</param>
    private void Say(string lines)
    {
        var file = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "Pulumi.prod.yaml")).ReplaceLineEndings("\n");
        Assert.Contains("\nconfig:\n", file, StringComparison.Ordinal);
        _checkout.Write("Pulumi.prod.yaml", file.Replace("\nconfig:\n", $"\nconfig:\n{lines}", StringComparison.Ordinal));
    }

    private static StackConfiguration Placed(StackConfiguration configuration) => configuration with
    {
        Values = new Dictionary<string, string>(configuration.Values)
        {
            [SubscriptionSettings.IdKey] = Subscription,
            [SubscriptionSettings.TenantKey] = Tenant,
        },
    };

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(RecordedCommands commands, params string[] options)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var exitCode = await ReviewCommand.RunAsync(
            ["preflight", "--stack", "prod", "--root", _checkout.Path, .. options], output, error, commands);
        return (exitCode, output.ToString(), error.ToString());
    }
}
