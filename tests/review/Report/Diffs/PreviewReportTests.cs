using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Previews;
using Platform.Review.Report.Diffs;
using Platform.Review.Tests.Diff;
using Platform.Review.Tests.Previews;
using static Platform.Review.Tests.Previews.Documents;

namespace Platform.Review.Tests.Report.Diffs;

public sealed class PreviewReportTests
{
    [Fact]
    public void OfProgram_Preview_IsTheSameReportAsOffline() => Assert.Equal(
        """
        dev against the stack's state, by preview.json: 2 replaced, 1 removed, 3 changed, 1 imported, 1 added

        Loss of data or identity
          replaced  platform/secrets/vault  azure-native:keyvault:Vault  (created anew, and it holds data or identity)
            it was marked to be created anew (pulumi state taint)
          changed  platform/storage/account  azure-native:storage:StorageAccount  (protection is lifted)
            options.protect: true → (none)

        Rights
          added  platform/cluster/pull-images  azure-native:authorization:RoleAssignment  (Pulls images)
            scope: /subscriptions/0/registry
            principalId: [known after up]
            roleAssignmentName: 5e0f
              description: Pulls images

        Price and quota
          replaced  platform/cluster/user-pool  azure-native:containerservice:AgentPool  (maxCount; vmSize)
            maxCount: 3 → 5
            vmSize: Standard_D4ds_v5 → Standard_D8ds_v5  (creates it anew)
          changed  platform/cluster/aks  azure-native:containerservice:ManagedCluster  (count; sku; tier)
            agentPoolProfiles[name=spare].count: 1 → 3
            sku.tier: Free → Standard
          imported  platform/registry/registry  azure-native:containerregistry:Registry  (sku)
            sku.name: Basic → Premium

        Other
          removed  platform/network/zone-files  azure-native:privatedns:PrivateZone
            privateZoneName: privatelink.file.core.windows.net
            resourceGroupName: rg-platform
          changed  platform/workload/issuer  kubernetes:core/v1:Secret
            stringData["tls.key"]: [secret] → [secret]

        Notes
          Pulumi warns of aks: Kubernetes 1.33 leaves support in 60 days

        """.ReplaceLineEndings("\n"),
        new TextDiffFormat().Write(PreviewReport.OfProgram(PreviewReader.Read(Read("preview"), "preview.json"), "preview.json")));

    [Fact]
    public void OfDrift_Refresh_ShowsWhatTheCloudHas() => Assert.Equal(
        """
        dev, as it is in the cloud, against the stack's state, by refresh.json: 1 removed, 2 changed

        Protection taken away
          removed  platform/alerts/node-memory  azure-native:monitor:MetricAlert  (an alert is gone)
            ruleName: alert-node-memory

        Exposure
          changed  platform/cluster/aks  azure-native:containerservice:ManagedCluster  (disableLocalAccounts)
            disableLocalAccounts: true → false

        Network
          changed  platform/network/nsg-nodes  azure-native:network:NetworkSecurityGroup  (rules of traffic)
            securityRules[name=by-hand]: (none) → {"access":"Allow","name":"by-hand","priority":100}

        """.ReplaceLineEndings("\n"),
        new TextDiffFormat().Write(PreviewReport.OfDrift(PreviewReader.Read(Read("refresh"), "refresh.json"), "out/refresh.json")));

    [Fact]
    public void Markdown_Drift_SaysWhatItIs() => Assert.StartsWith(
        "### What is otherwise in the cloud than it was deployed\n\nAgainst the stack's state, by refresh.json.\n",
        new MarkdownDiffFormat().Write(PreviewReport.OfDrift(PreviewReader.Read(Read("refresh"), "refresh.json"), "refresh.json")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("same")]
    [InlineData("read")]
    [InlineData("read-replacement")]
    [InlineData("discard")]
    [InlineData("discard-replaced")]
    [InlineData("remove-pending-replace")]
    [InlineData("diff")]
    [InlineData("extend-parameterize")]
    public void OfProgram_NothingInTheCloud_IsNotShown(string op)
        => Assert.Empty(Lines(Step(op, """{"vaultName":"kv"}""", """{"vaultName":"kv"}""")));

    [Theory]
    [InlineData("create", null, "{}", "added platform/secrets/vault")]
    [InlineData("delete", "{}", null, "removed platform/secrets/vault")]
    [InlineData("update", """{"a":1}""", """{"a":2}""", "changed platform/secrets/vault a")]
    [InlineData("import", "{}", "{}", "imported platform/secrets/vault")]
    [InlineData("replace", """{"a":1}""", """{"a":2}""", "replaced platform/secrets/vault a")]
    [InlineData("import-replacement", """{"a":1}""", """{"a":1}""", "replaced platform/secrets/vault")]
    public void OfProgram_Operation_IsOfItsKind(string op, string? before, string? after, string expected)
        => Assert.Equal([expected], Lines(Step(op, before, after)));

    [Fact]
    public void OfProgram_ReplacementInSteps_IsOne() => Assert.Equal(
        ["replaced platform/secrets/vault a!"],
        Lines(
            Step("create-replacement", """{"a":1}""", """{"a":2}""", """ "replaceReasons":["a"] """),
            Step("replace", """{"a":1}""", """{"a":2}""", """ "replaceReasons":["a"] """),
            Step("delete-replaced", """{"a":1}""", null)));

    [Fact]
    public void OfProgram_LeftoverOfAnEarlierReplacement_IsRemovedBesides() => Assert.Equal(
        ["removed platform/secrets/vault", "changed platform/secrets/vault a"],
        Lines(
            Step("delete", """{"a":0}""", null).Replace("\"custom\":true", "\"custom\":true,\"delete\":true", StringComparison.Ordinal),
            Step("update", """{"a":1}""", """{"a":2}""")));

    [Theory]
    [InlineData(""" "replaceReasons":["a"] """, "replaced platform/secrets/vault a! b")]
    [InlineData(""" "detailedDiff":{"a.x":{"kind":"update-replace"},"b":{"kind":"update"}},"replaceReasons":["a"] """,
        "replaced platform/secrets/vault a.x! b")]
    [InlineData(""" "detailedDiff":{"b":{"kind":"add-replace"}} """, "replaced platform/secrets/vault a.x b!")]
    public void OfProgram_Replaced_NamesTheEnginesReasons(string reasons, string expected)
    {
        var step = Step("replace", """{"a":{"x":1}}""", """{"a":{"x":2},"b":3}""", reasons);

        Assert.Equal([expected.Replace("vault a!", "vault a.x!", StringComparison.Ordinal)], Lines(step));
    }

    [Fact]
    public void OfProgram_ReplacedForNoProperty_SaysSo() => Assert.Equal(
        "no property is the reason: it was asked for (--replace), or something that it cannot be without is created anew",
        Diff(Step("replace", "{}", "{}")).Changes.Single().Cause);

    // What the provider compares may be no input; what is secret is equal to any other secret.
    [Theory]
    [InlineData(""" "detailedDiff":{"state":{"kind":"update","inputDiff":false}} """, "state")]
    [InlineData(""" "detailedDiff":{"list[0].key":{"kind":"update","inputDiff":true}} """, "list[0].key")]
    [InlineData(""" "diffReasons":["key"] """, "key")]
    [InlineData(""" "diffReasons":["__defaults"],"detailedDiff":{"__meta":{"kind":"update"},"key":{"kind":"update"}} """, "key")]
    public void OfProgram_WhatOnlyTheEngineSees_IsShown(string reasons, string expected)
        => Assert.Equal(
            [$"changed platform/secrets/vault {expected}"],
            Lines(Step("update", """{"key":"[secret]"}""", """{"key":"[secret]"}""", reasons)));

    [Fact]
    public void OfProgram_UnknownValue_IsKnownAfterUp() => Assert.Equal(
        """["[known after up]","https://kv"]""",
        Diff(Step(
            "update", """{"hosts":["https://kv"]}""",
            """{"hosts":["04da6b54-80e4-46f7-96ec-b56ff0331ba9","https://kv"]}""")).Changes.Single()
            .After!.Inputs["hosts"]!.ToJsonString());

    [Theory]
    [InlineData("""{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","ciphertext":"AAAB"}""", "[secret]")]
    [InlineData("""{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","plaintext":"\"hunter2\""}""", "[secret]")]
    [InlineData("""{"4dabf18193072939515e22adb298388d":"c44067f5952c0a294b673a41bacd8c17","hash":"12ab","path":"/home/me/x"}""",
        "[asset 12ab]")]
    [InlineData("""{"4dabf18193072939515e22adb298388d":"0def7320c3a5731c473e5ecbe6d01bc7","hash":"12ab"}""", "[archive 12ab]")]
    [InlineData("""{"4dabf18193072939515e22adb298388d":"5cf8f73096256a8f31e491e813e4eb8e","urn":"urn:pulumi:dev::platform::a:b:C::c"}""",
        "[platform/c]")]
    [InlineData("""{"4dabf18193072939515e22adb298388d":"of a later Pulumi","value":"hunter2"}""", "[not shown]")]
    public void OfProgram_ValueOfAFormOfItsOwn_IsReadable(string value, string expected)
        => Assert.Equal(
            expected,
            (string?)Diff(Step("create", null, $$$"""{"a":{"b":[{{{value}}}]}}""")).Changes.Single().After!.Inputs["a"]!["b"]![0]);

    [Fact]
    public void OfProgram_IgnoredInput_IsNotShown() => Assert.Empty(Lines(
        Step("update", """{"count":1}""", """{"count":2}""")
            .Replace("\"custom\":true", "\"custom\":true,\"ignoreChanges\":[\"count\"]", StringComparison.Ordinal)));

    [Fact]
    public void OfProgram_AliasOfFormerName_IsMovedAndKept()
    {
        var step = Step("update", """{"a":1}""", """{"a":2}""")
            .Replace(
                "Vault::vault\",\"custom\":true,\"inputs\":{\"a\":1}", "Vault::safe\",\"custom\":true,\"inputs\":{\"a\":1}",
                StringComparison.Ordinal);

        var change = Diff(step).Changes.Single();

        Assert.Equal((ChangeKind.Moved, "platform/secrets/safe", null), (change.Kind, change.Move!.From, change.Move.Alias));
    }

    [Fact]
    public void OfProgram_AfterARefresh_LeavesTheDriftOut()
    {
        var document = Of(
            Step("refresh", "{}", "{}"),
            Step("update", """{"a":1}""", """{"a":9}""", "", "other"),
            Step("update", "{}", """{"b":1}"""),
            Step("create", null, "{}", "", "new"));

        Assert.Equal(
            ["changed platform/secrets/vault b", "added platform/secrets/new"], PreviewReport.OfProgram(document, "p").Stacks[0].Lines());
        Assert.Equal(["changed platform/secrets/other a"], PreviewReport.OfDrift(document, "p").Stacks[0].Lines());
    }

    [Fact]
    public void OfDrift_RefreshWithoutDrift_IsEmpty()
        => Assert.True(PreviewReport.OfDrift(Of(Step("refresh", "{}", "{}")), "p").Stacks[0].IsEmpty);

    [Fact]
    public void OfDrift_CountsMoreThanItTells_SaysSo()
    {
        var document = Read("refresh");
        document["changeSummary"]!["update"] = 4;

        Assert.Equal(
            ["Pulumi counts 5 that differ, and says of 3 how; `pulumi refresh --preview-only --diff` may say more."],
            PreviewReport.OfDrift(PreviewReader.Read(document, "p"), "p").Notes);
    }

    private static PlanDiff Diff(params string[] steps) => PreviewReport.OfProgram(Of(steps), "preview.json").Stacks[0];

    private static string[] Lines(params string[] steps) => Diff(steps).Lines();

    [Fact]
    public void OfDrift_WhatAzureMovesByItself_IsNone()
    {
        var document = Of(
            """ "op":"refresh","urn":"urn:pulumi:dev::platform::pulumi:pulumi:Stack::platform-dev" """,
            Moved("azure-native:containerservice:AgentPool", """{"count":2,"maxCount":5}""", """{"count":4,"maxCount":5}"""),
            Moved("azure-native:consumption:Budget", """{"amount":5}""", """{"amount":5,"currentSpend":{"amount":3}}"""));

        var report = PreviewReport.OfDrift(document, "refresh.json");

        Assert.True(Assert.Single(report.Stacks).IsEmpty);
        Assert.Empty(report.Notes);
    }

    [Fact]
    public void OfDrift_WhatSomebodyChangedBesides_ShowsThatAlone()
    {
        var report = PreviewReport.OfDrift(
            Of(
                """ "op":"refresh","urn":"urn:pulumi:dev::platform::pulumi:pulumi:Stack::platform-dev" """,
                Moved("azure-native:containerservice:AgentPool", """{"count":2,"maxCount":5}""", """{"count":4,"maxCount":9}""")),
            "refresh.json");

        var change = Assert.Single(Assert.Single(report.Stacks).Changes);
        Assert.Equal("maxCount", Assert.Single(change.Properties).Path.Text);
    }

    [Fact]
    public void OfDrift_OneThatAnsweredOutOfTurn_IsANoteAndTheOthersAreCompared()
    {
        var document = JsonNode.Parse($$"""
            {
              "steps": [ { "op": "refresh", "urn": "{{Documents.Stack}}" },
                { {{Moved("azure-native:keyvault:Vault", """{"tags":{}}""", """{"tags":{"by":"hand"}}""")}} } ],
              "diagnostics": [ { "urn": "urn:pulumi:dev::platform::azure-native:network:PrivateEndpoint::endpoint-vault", "severity": "error",
                "message": "error: 404 ResourceNotFound" } ]
            }
            """)!.AsObject();

        var report = PreviewReport.OfDrift(PreviewReader.Read(document, "refresh.json", isDrift: true), "refresh.json");

        Assert.Equal("tags.by", Assert.Single(Assert.Single(Assert.Single(report.Stacks).Changes).Properties).Path.Text);
        Assert.Equal(
            ["Pulumi could not look at endpoint-vault, which is therefore not compared: 404 ResourceNotFound"], report.Notes);
        // A preview of the program is another matter, and so is a refresh that failed as a whole
        Assert.Equal(
            ExitCodes.FailedPreview, Assert.Throws<ReviewException>(() => PreviewReader.Read(document, "preview.json")).ExitCode);
        document["diagnostics"]![0]!.AsObject().Remove("urn");
        Assert.Equal(
            ExitCodes.FailedPreview,
            Assert.Throws<ReviewException>(() => PreviewReader.Read(document, "refresh.json", isDrift: true)).ExitCode);
    }

    private static string Moved(string type, string before, string after)
    {
        var urn = $"urn:pulumi:dev::platform::{type}::it";
        string State(string inputs) => $$"""{"urn":"{{urn}}","custom":true,"inputs":{{inputs}},"outputs":{{inputs}}}""";
        return $""" "op":"update","urn":"{urn}","oldState":{State(before)},"newState":{State(after)} """;
    }
}
