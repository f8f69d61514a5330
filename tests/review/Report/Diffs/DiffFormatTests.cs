using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Evaluation;
using Platform.Review.Plans;
using Platform.Review.Report;
using Platform.Review.Report.Diffs;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Report.Diffs;

public sealed class DiffFormatTests
{
    private static readonly string _markdown =
        """
        ### What changes in the cloud

        Against 1a2b3c4 (HEAD).

        | stack | changes | to look at first |
        |---|---|---|
        | dev | 1 replaced, 1 removed, 1 moved, 1 changed, 1 added, 1 of the outputs; 0 unchanged | 1 × loss of data or identity, 1 × price and quota |

        **dev**

        - Loss of data or identity: replaced `platform/secrets/vault` (created anew, and it holds data or identity)
        - Price and quota: changed `platform/gateway/limit` (a tier's calls)

        <details>
        <summary>secrets: 1 replaced</summary>

        **replaced** `platform/secrets/vault` azure-native:keyvault:Vault (created anew, and it holds data or identity)
        - `location`: `westeurope` → `northeurope` **creates it anew**
        - `tags.owner`: `(none)` → `me`

        </details>

        <details>
        <summary>gateway: 1 changed</summary>

        **changed** `platform/gateway/limit` azure-native:apimanagement:ProductPolicy (a tier's calls)
        - `value`

        ```diff
         <policies>
        -  <quota calls="1" />
        +  <quota calls="2" />
         </policies>
        ```


        </details>

        <details>
        <summary>network: 1 removed, 1 moved, 1 added</summary>

        **removed** `platform/network/zone-old` azure-native:privatedns:PrivateZone
        - `privateZoneName`: `old`
        - `resourceGroupName`: `rg`

        **moved** `platform/network/zone-b` azure-native:privatedns:PrivateZone
        - was platform/network/zone-a, and is created anew unless it gets: Aliases = { new Alias { Name = "zone-a" } }

        **added** `platform/network/zone-new` azure-native:privatedns:PrivateZone
        - `privateZoneName`: `new`
        - `resourceGroupName`: `rg`

        </details>

        <details>
        <summary>outputs</summary>

        - `url`: `https://a` → `https://b`

        </details>

        """.ReplaceLineEndings("\n");

    private static readonly DiffReport _sample = new("1a2b3c4 (HEAD)", [PlanDiff.Between(Before(), After())]);

    [Fact]
    public void Text_Report_IsRiskFirst() => Assert.Equal(
        """
        dev against 1a2b3c4 (HEAD): 1 replaced, 1 removed, 1 moved, 1 changed, 1 added, 1 of the outputs; 0 unchanged

        Loss of data or identity
          replaced  platform/secrets/vault  azure-native:keyvault:Vault  (created anew, and it holds data or identity)
            location: westeurope → northeurope  (creates it anew)
            tags.owner: (none) → me

        Price and quota
          changed  platform/gateway/limit  azure-native:apimanagement:ProductPolicy  (a tier's calls)
            value:
               <policies>
              -  <quota calls="1" />
              +  <quota calls="2" />
               </policies>

        Other
          removed  platform/network/zone-old  azure-native:privatedns:PrivateZone
            privateZoneName: old
            resourceGroupName: rg
          moved  platform/network/zone-b  azure-native:privatedns:PrivateZone
            was platform/network/zone-a, and is created anew unless it gets: Aliases = { new Alias { Name = "zone-a" } }
          added  platform/network/zone-new  azure-native:privatedns:PrivateZone
            privateZoneName: new
            resourceGroupName: rg

        Outputs
          url: https://a → https://b

        """.ReplaceLineEndings("\n"),
        new TextDiffFormat().Write(_sample));

    [Fact]
    public void Markdown_Report_IsASummaryAndFoldedDetails() => Assert.Equal(_markdown, new MarkdownDiffFormat().Write(_sample));

    [Fact]
    public void Json_Report_IsForPrograms()
    {
        var stack = JsonNode.Parse(new JsonDiffFormat().Write(_sample))!["stacks"]![0]!;

        Assert.Equal("""{"replaced":1,"removed":1,"moved":1,"changed":1,"imported":0,"added":1}""", stack["counts"]!.ToJsonString());
        Assert.Equal(
            """{"kind":"replaced","path":"platform/secrets/vault","type":"azure-native:keyvault:"""
            + """Vault","component":"secrets","risk":"loss","reasons":["created anew, and it holds data or identity"],"properties":["""
            + """{"path":"location","before":"westeurope","after":"northeurope","replaces":true},{"path":"tags.owner","after":"me"}]}""",
            stack["changes"]![0]!.ToJsonString());
        Assert.Equal(
            """{"from":"platform/network/zone-a","alias":"Aliases = { new Alias { Name = \u0022zone-a\u0022 } }"}""",
            new JsonObject
            {
                ["from"] = (string?)stack["changes"]![3]!["from"],
                ["alias"] = (string?)stack["changes"]![3]!["alias"],
            }.ToJsonString());
        Assert.Equal("""[{"path":"url","before":"https://a","after":"https://b"}]""", stack["outputs"]!.ToJsonString());
    }

    [Fact]
    public void Formats_NoChange_SaySo()
    {
        var report = new DiffReport("1a2b3c4 (HEAD)", [PlanDiff.Between(Before(), Before())]);

        Assert.Equal("dev against 1a2b3c4 (HEAD): no change; 4 unchanged\n", new TextDiffFormat().Write(report));
        Assert.EndsWith("| dev | no change; 4 unchanged | nothing |\n", new MarkdownDiffFormat().Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_FiveThousandChanges_FitsWithTheSummaryOnTop()
    {
        var diff = PlanDiff.Between(PlanDiffTests.Many(5_000, "a"), PlanDiffTests.Many(5_000, "b"));

        var text = new MarkdownDiffFormat().Write(new("1a2b3c4 (HEAD)", [diff, diff with { Stack = "prod" }]));

        Assert.InRange(Comment.Size(text), 1, Comment.Limit);
        Assert.StartsWith("### What changes in the cloud\n", text, StringComparison.Ordinal);
        Assert.Contains("\n- and ", text, StringComparison.Ordinal);
        Assert.Contains("Too long for a comment: ", text, StringComparison.Ordinal);
        Assert.EndsWith("See it with `dotnet platform.cs diff --stack prod`.\n", text, StringComparison.Ordinal);
        Assert.Equal(text.Split("<details>").Length, text.Split("</details>").Length);
    }

    [Fact]
    public void Markdown_HostileNames_StayText()
    {
        var before = Planted.Of(
            Planted.Resource(
                "platform/a`b<img>/x", "azure-native:privatedns:PrivateZone", new JsonObject { ["tags"] = "``` </details> @all" }));
        var after = before.With("platform/a`b<img>/x", copy =>
        {
            copy.Inputs["tags"] = "line\n```\n</details>";
            return copy;
        });

        var text = new MarkdownDiffFormat().Write(new("a|b <b>", [PlanDiff.Between(before, after)]));

        Assert.Contains("Against a&#124;b &#60;b&#62;.", text, StringComparison.Ordinal);
        Assert.Contains("<summary>a&#96;b&#60;img&#62;: 1 changed</summary>", text, StringComparison.Ordinal);
        Assert.Contains("**changed** ``platform/a`b<img>/x``", text, StringComparison.Ordinal);
        Assert.Contains("\n````diff\n-``` </details> @all\n+line\n+```\n+</details>\n````\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_LongValues_AreShownWhereTheyDifferUnlessThereIsRoom()
    {
        var before = Planted.Of(
            Planted.Resource(
                "platform/x", "azure-native:privatedns:PrivateZone", new JsonObject { ["tags"] = new string('a', 400) + "before" }));
        var after = before.With("platform/x", copy =>
        {
            copy.Inputs["tags"] = new string('a', 400) + "after";
            return copy;
        });

        var report = new DiffReport("HEAD", [PlanDiff.Between(before, after)]);
        Assert.Contains(
            $"- `tags`: `…{new string('a', 60)}before` → `…{new string('a', 60)}after`\n",
            new MarkdownDiffFormat().Write(report),
            StringComparison.Ordinal);
        Assert.Contains($"`{new string('a', 400)}before`", MarkdownDiffFormat.WriteWhole(report), StringComparison.Ordinal);
        Assert.EndsWith(
            $"    tags: {new string('a', 400)}before → {new string('a', 400)}after\n", new TextDiffFormat().Write(report),
            StringComparison.Ordinal);
    }

    private static Plan Before() => Planted.Of(
        Planted.Resource(
            "platform/secrets/vault", "azure-native:keyvault:Vault",
            new JsonObject { ["location"] = "westeurope", ["tags"] = new JsonObject() }),
        Policy(1),
        Zone("zone-a", "a"),
        Zone("zone-old", "old")) with
    { Outputs = new JsonObject { ["url"] = "https://a" } };

    private static Plan After() => Planted.Of(
        Planted.Resource(
            "platform/secrets/vault",
            "azure-native:keyvault:Vault",
            new JsonObject { ["location"] = "northeurope", ["tags"] = new JsonObject { ["owner"] = "me" } }),
        Policy(2),
        Zone("zone-b", "a"),
        Zone("zone-new", "new")) with
    { Outputs = new JsonObject { ["url"] = "https://b" } };

    private static PlannedResource Policy(int calls) => Planted.Resource(
        "platform/gateway/limit",
        "azure-native:apimanagement:ProductPolicy",
        new JsonObject { ["value"] = $"<policies>\n  <quota calls=\"{calls}\" />\n</policies>\n" });

    private static PlannedResource Zone(string name, string zone) => Planted.Resource(
        $"platform/network/{name}", "azure-native:privatedns:PrivateZone",
        new JsonObject { ["privateZoneName"] = zone, ["resourceGroupName"] = "rg" });
}
