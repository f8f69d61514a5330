using Platform.Infra.Settings;

namespace Platform.Review.Tests.Stacks;

/// <summary>Settings of every type, as a program reads them.</summary>
internal static class DeclaredSettings
{
    public static IReadOnlyList<SettingDeclaration> Some { get; } = Read();

    private static IReadOnlyList<SettingDeclaration> Read()
    {
        var settings = new SettingsReader("any", _ => null);
        settings.Under("Where; and whose");
        settings.Text(new("location", "Azure region"), "a region", _ => true, "westeurope");
        settings.Text(new("owner", "Who answers"), "a name", _ => true);
        settings.Under("Lists");
        settings.Texts(new("plans", "Plans: any"), "a list", _ => true, ["Arm", "KeyVaults"], "Arm");
        settings.Text(new("hosts", "Hosts"), "hosts", _ => true, "");
        settings.Whole(new("days", "How long, {range} days"), 7, min: 1, max: 9);
        settings.Object<object>("tiers", "what is sold", new());
        return settings.Declarations;
    }
}
