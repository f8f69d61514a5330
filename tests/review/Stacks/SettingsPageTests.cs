using Platform.Review.Stacks;

namespace Platform.Review.Tests.Stacks;

public sealed class SettingsPageTests
{
    private const string Begin = "<!-- settings: written from Pulumi.yaml by `dotnet platform.cs plan --update` -->", End = "<!-- end of settings -->";

    [Fact]
    public void Page_AsCommitted_IsWhatPulumiYamlSays()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, SettingsPage.File));

        Assert.Equal(SettingsPage.Update(page, File.ReadAllText(Path.Combine(RepositoryRoot.Path, "Pulumi.yaml"))), page);
    }

    [Fact]
    public void Update_OfAPage_WritesATableForEachConcern_AndLeavesTheRest()
    {
        const string project = """
            name: platform
            config:
              # Where; and whose
              location:
                type: string
                description: Azure region
                default: westeurope
              owner:
                type: string
                description: Who answers
              other:switch:
                # No setting
                value: [Arm]
              # Lists
              plans:
                type: array
                description: 'Plans: any'
                default: [Arm, KeyVaults]
              hosts:
                type: string
                description: Hosts
                default: ""
            """;

        Assert.Equal(
            $"""
            before
            {Begin}

            ### Where

            | setting | default | meaning |
            |---|---|---|
            | `location` | `westeurope` | Azure region |
            | `owner` |  | Who answers |

            ### Lists

            | setting | default | meaning |
            |---|---|---|
            | `plans` | `["Arm", "KeyVaults"]` | Plans: any |
            | `hosts` | (empty) | Hosts |

            {End}
            after
            """,
            SettingsPage.Update($"before\n{Begin}\nold\n{End}\nafter", project));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Begin)]
    [InlineData(End + Begin)]
    public void Update_OfAPageWithoutItsMarks_IsRefused(string page) => Assert.Equal(
        $"docs/settings.md does not have '{Begin}' and, below it, '{End}'; put them around its list of settings.",
        Assert.Throws<ReviewException>(() => SettingsPage.Update(page, "config:")).Message);
}
