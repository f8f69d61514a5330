using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Plans;
using Platform.Review.Tests.Plans;
using Pulumi;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;
using Pulumi.AzureNative.Network;
using NetworkGroup = Pulumi.AzureNative.Network.NetworkSecurityGroup;
using SecurityRuleArgs = Pulumi.AzureNative.Network.Inputs.SecurityRuleArgs;

namespace Platform.Review.Tests.Diff;

/// <summary>The same cloud, programmed differently: each refactoring against the program as it was.</summary>
public sealed class RefactoringTests
{
    public static TheoryData<string> Names => [.. Refactorings.Keys];

    private static Dictionary<string, Action<SmallStack>> Refactorings { get; } = new()
    {
        ["declarations in another order"] = stack =>
        {
            Shield(Network());
            Board();
            Safe(Secrets(), Settings());
        },
        ["a helper method declares it"] = stack => Everything(stack, safe: DeclareSafe),
        ["a local function and other names"] = stack =>
        {
            var vaults = Secrets();
            Keep(vaults);
            Shield(Network());
            Board();

            static void Keep(Component owner) => Safe(owner, Settings());
        },
        ["a loop declares it"] = stack =>
        {
            foreach (var declare in new Action[] { () => Board(), () => Shield(Network()), () => Safe(Secrets(), Settings()) })
                declare();
        },
        ["the arguments are built in steps"] = stack =>
        {
            var args = new VaultArgs { VaultName = "kv-small" };
            args.ResourceGroupName = "rg-small";
            args.Location = "westeurope";
            args.Tags = Tags();
            args.Properties = Settings();
            Everything(stack, safe: parent => new Vault("vault", args, new() { Parent = parent, IgnoreChanges = [Ignored] }));
        },
        ["tags from a dictionary"] =
            stack => Everything(stack, tags: new Dictionary<string, string> { ["owner"] = "team", ["stack"] = "small" }),
        ["tags in another order"] = stack => Everything(stack, tags: new InputMap<string> { ["stack"] = "small", ["owner"] = "team" }),
        ["tags added one by one"] = stack =>
        {
            var tags = new InputMap<string>();
            tags.Add("owner", "team");
            tags.Add("stack", "small");
            Everything(stack, tags: tags);
        },
        ["tags that are known later"] = stack =>
            Everything(
                stack, tags: stack.Group.Name.Apply(_ => new Dictionary<string, string> { ["stack"] = "small", ["owner"] = "team" })),
        ["a name by Format"] = stack => Everything(stack, name: Output.Format($"kv-{Output.Create("small")}")),
        ["a name by Apply"] = stack => Everything(stack, name: Output.Create("small").Apply(name => $"kv-{name}")),
        ["a name by Apply of a task"] = stack => Everything(stack, name: Output.Create(Task.FromResult("kv-small"))),
        ["a name in parts"] = stack => Everything(stack, name: string.Concat("kv", "-", "small")),
        ["the group's own name instead of the text"] = stack => Everything(stack, group: stack.Group.Name),
        ["rules in another order"] = stack => Everything(stack, rules: [Rule("b", 200), Rule("a", 100)]),
        ["rules by LINQ"] =
            stack => Everything(stack, rules: [.. new[] { ("a", 100), ("b", 200) }.Select(rule => Rule(rule.Item1, rule.Item2))]),
        ["rules added to a list"] = stack =>
        {
            var rules = new InputList<SecurityRuleArgs>();
            rules.Add(Rule("a", 100));
            rules.Add(Rule("b", 200));
            Everything(stack, rules: rules);
        },
        ["ranges in another order"] = stack => Everything(stack, rules: [Rule("a", 100, "10.0.2.0/24", "10.0.1.0/24"), Rule("b", 200)]),
        ["words instead of constants"] = stack => Everything(stack, access: "Deny"),
        ["a document with other spacing and order"] = stack => Everything(
            stack, document: JsonNode.Parse(Document)!.AsObject().Reverse().Aggregate(new JsonObject(), (all, member) =>
            {
                all[member.Key] = member.Value!.DeepClone();
                return all;
            }).ToJsonString(new JsonSerializerOptions { WriteIndented = true })),
        ["an optional input that is given as none"] = stack => Everything(stack, safe: parent =>
        {
            var settings = Settings();
            settings.EnablePurgeProtection = null;
            return Safe(parent, settings);
        }),
        ["protect said to be off"] = stack => Everything(stack, options: new() { Protect = false, IgnoreChanges = { Ignored } }),
        ["an alias for a former name"] =
            stack => Everything(stack, options: new() { Aliases = { new Alias { Name = "former" } }, IgnoreChanges = { Ignored } }),
        ["options put together"] =
            stack => Everything(stack, options: CustomResourceOptions.Merge(new() { IgnoreChanges = { Ignored } }, new())),
        ["ignored inputs said twice"] = stack => Everything(stack, options: new() { IgnoreChanges = { Ignored, Ignored } }),
        ["a component that says what it need not"] = stack =>
        {
            var secrets = Secrets();
            Safe(secrets, Settings());
            Shield(new Component("network", new() { Protect = false }));
            Board();
        },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Between_SameCloudProgrammedDifferently_IsEmpty(string refactoring)
    {
        var diff = PlanDiff.Between(await PlanAsync(stack => Everything(stack)), await PlanAsync(Refactorings[refactoring]));

        Assert.Empty(diff.Lines());
        Assert.True(diff.IsEmpty);
    }

    // The refactorings would all look the same if nothing did show.
    [Fact]
    public async Task Between_AnyPartChanged_IsNotEmpty()
    {
        var before = await PlanAsync(stack => Everything(stack));
        Action<SmallStack>[] changes =
        [
            stack => Everything(stack, tags: new InputMap<string> { ["owner"] = "team" }),
            stack => Everything(stack, name: "kv-other"),
            stack => Everything(stack, rules: [Rule("a", 100), Rule("b", 201)]),
            stack => Everything(stack, access: "Allow"),
            stack => Everything(stack, document: Document.Replace("errors", "failures", StringComparison.Ordinal)),
            stack => Everything(stack, options: new() { Protect = true, IgnoreChanges = { Ignored } }),
            stack => Everything(stack, options: new() { IgnoreChanges = { "tags" } }),
        ];

        foreach (var change in changes)
            Assert.Single(PlanDiff.Between(before, await PlanAsync(change)).Changes);
    }

    private const string Ignored = "tags.seen";

    private const string Document = """{"title":"Calls","lenses":[{"order":1,"parts":["errors and latency of the prediction API, by """
        + """tier and model"]}],"metadata":{}}""";

    private static async Task<Plan> PlanAsync(Action<SmallStack> make) => (await SmallStack.PlanAsync(make)).Committed();

    private static void Everything(
        SmallStack stack,
        Func<Component, Vault>? safe = null,
        InputMap<string>? tags = null,
        Input<string>? name = null,
        Input<string>? group = null,
        InputList<SecurityRuleArgs>? rules = null,
        string? access = null,
        string? document = null,
        CustomResourceOptions? options = null)
    {
        _ = stack;
        (safe ?? (parent => Safe(parent, Settings(), tags, name, group, options)))(Secrets());
        Shield(Network(), rules, access);
        Board(document);
    }

    private static Component Secrets() => new("secrets");

    private static Component Network() => new("network");

    private static Vault DeclareSafe(Component parent)
    {
        const string Group = "rg-small";
        return new(
            "vault",
            new() { Tags = Tags(), Properties = Settings(), Location = "westeurope", VaultName = "kv-small", ResourceGroupName = Group },
            new() { IgnoreChanges = { Ignored }, Parent = parent });
    }

    private static Vault Safe(
        Component parent,
        VaultPropertiesArgs settings,
        InputMap<string>? tags = null,
        Input<string>? name = null,
        Input<string>? group = null,
        CustomResourceOptions? options = null)
    {
        options ??= new() { IgnoreChanges = { Ignored } };
        options.Parent = parent;
        return new(
            "vault",
            new()
            {
                ResourceGroupName = group ?? "rg-small",
                VaultName = name ?? "kv-small",
                Location = "westeurope",
                Tags = tags ?? Tags(),
                Properties = settings,
            },
            options);
    }

    private static InputMap<string> Tags() => new() { ["owner"] = "team", ["stack"] = "small" };

    private static VaultPropertiesArgs Settings() => new()
    {
        TenantId = "00000000-0000-0000-0000-000000000000",
        Sku = new SkuArgs { Family = SkuFamily.A, Name = Pulumi.AzureNative.KeyVault.SkuName.Standard },
    };

    private static void Shield(Component parent, InputList<SecurityRuleArgs>? rules = null, string? access = null)
    {
        _ = new NetworkGroup(
            "nsg",
            new()
            {
                ResourceGroupName = "rg-small",
                NetworkSecurityGroupName = "nsg-small",
                SecurityRules = rules ?? [Rule("a", 100), Rule("b", 200)],
            },
            new() { Parent = parent });
        _ = new NetworkGroup(
            "deny",
            new()
            {
                ResourceGroupName = "rg-small",
                NetworkSecurityGroupName = "nsg-deny",
                SecurityRules =
                [
                    new SecurityRuleArgs
                    {
                        Name = "deny",
                        Priority = 300,
                        Access = access is null ? SecurityRuleAccess.Deny : access,
                        Direction = SecurityRuleDirection.Inbound,
                        Protocol = SecurityRuleProtocol.Asterisk,
                    },
                ],
            },
            new() { Parent = parent });
    }

    private static SecurityRuleArgs Rule(string name, int priority, params string[] ranges) => new()
    {
        Name = name,
        Priority = priority,
        Access = SecurityRuleAccess.Allow,
        Direction = SecurityRuleDirection.Inbound,
        Protocol = SecurityRuleProtocol.Tcp,
        SourceAddressPrefixes = ranges is [] ? ["10.0.1.0/24", "10.0.2.0/24"] : [.. ranges],
    };

    private static void Board(string? document = null)
    {
        _ = new Pulumi.AzureNative.ApplicationInsights.Workbook(
            "board",
            new()
            {
                ResourceGroupName = "rg-small",
                ResourceName = "board",
                Kind = "shared",
                Category = "workbook",
                DisplayName = "Calls",
                SerializedData = document ?? Document,
            });
    }
}
