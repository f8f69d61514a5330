using Platform.Review.Stacks;

namespace Platform.Review.Tests.Stacks;

public sealed class SettingsSchemaTests
{
    private const string Begin = "  # settings: written from the program's declarations by `dotnet platform.cs plan --update`", End =
        "  # end of settings";

    [Fact]
    public void Schema_AsCommitted_IsWhatTheProgramDeclares()
    {
        var project = File.ReadAllText(Path.Combine(RepositoryRoot.Path, SettingsSchema.File));

        Assert.Equal(SettingsSchema.Update(project, ProgramSettings.Declarations), project);
    }

    [Fact]
    public void Update_OfAProject_WritesWhatTheCliHasTypesFor_AndLeavesTheRest() => Assert.Equal(
        $"""
        name: platform
        config:
        {Begin}
          # Where; and whose
          location:
            type: string
            description: Azure region
            default: westeurope
          owner:
            type: string
            description: Who answers

          # Lists
          plans:
            type: array
            items:
              type: string
            description: 'Plans: any'
            default: [Arm, KeyVaults]
          hosts:
            type: string
            description: Hosts
            default: ""
          days:
            type: integer
            description: How long, 1 to 9 days
            default: 7

        {End}
        """.ReplaceLineEndings("\n"),
        SettingsSchema.Update($"name: platform\nconfig:\n{Begin}\n  gone:\n    type: string\n{End}", DeclaredSettings.Some));

    [Fact]
    public void Update_OfAProjectWithoutItsMarks_IsRefused() => Assert.Equal(
        $"Pulumi.yaml does not have '{Begin.Trim()}' and, below it, '{End.Trim()}'; put them around its list of settings.",
        Assert.Throws<ReviewException>(() => SettingsSchema.Update("name: platform\n", [])).Message);
}
