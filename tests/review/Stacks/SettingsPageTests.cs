using Platform.Infra.Settings;
using Platform.Review.Stacks;

namespace Platform.Review.Tests.Stacks;

public sealed class SettingsPageTests
{
    private const string Begin = "<!-- settings: written from the program's declarations by `dotnet platform.cs plan --update` -->", End =
        "<!-- end of settings -->";

    [Fact]
    public void Page_AsCommitted_IsWhatTheProgramDeclares()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, SettingsPage.File));

        Assert.Equal(SettingsPage.Update(page, ProgramSettings.Declarations), page);
    }

    [Fact]
    public void Update_OfAPage_WritesATableForEachConcern_AndLeavesTheRest() => Assert.Equal(
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
        | `days` | `7` | How long, 1 to 9 days |

        {End}
        after
        """.ReplaceLineEndings("\n"),
        SettingsPage.Update($"before\n{Begin}\nold\n{End}\nafter", DeclaredSettings.Some));

    [Theory]
    [InlineData("")]
    [InlineData(Begin)]
    [InlineData(End + Begin)]
    public void Update_OfAPageWithoutItsMarks_IsRefused(string page) => Assert.Equal(
        $"docs/settings.md does not have '{Begin}' and, below it, '{End}'; put them around its list of settings.",
        Assert.Throws<ReviewException>(() => SettingsPage.Update(page, [])).Message);
}
