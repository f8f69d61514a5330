using System.Text.Json;
using Platform.Infra.Settings;
using Platform.Infra.Tests.Cloud;
using Platform.Review.Stacks;
using YamlDotNet.RepresentationModel;

namespace Platform.Infra.Tests.Settings;

public sealed class ProjectFileTests
{
    private static readonly IReadOnlyList<SettingDeclaration> _declared = PlatformSettings.Declarations();

    [Fact]
    public void Schema_AgainstProgram_HasTheSameKeys()
        => Assert.Equal(
            _declared.Where(setting => setting.IsInSchema).Select(setting => setting.Key).Order(),
            StackFiles.Schema().Select(entry => entry.Key.ToString()).Where(key => !key.Contains(':', StringComparison.Ordinal)).Order());

    public static TheoryData<string> Keys
        => new(_declared.Where(setting => setting.IsInSchema).Select(setting => setting.Key));

    [Theory, MemberData(nameof(Keys))]
    public void Schema_OfOneSetting_HasTheProgramsTypeAndDefault(string key)
    {
        var setting = _declared.Single(declaration => declaration.Key == key);
        var schema = (YamlMappingNode)StackFiles.Schema()[key];

        Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(setting.Type.ToString()), schema["type"].ToString());
        Assert.Equal(setting.Default, schema.Children.TryGetValue("default", out var value) ? Json(setting.Type, value) : null);
        Assert.NotEmpty(schema["description"].ToString());
        Assert.Equal(setting.Type == SettingType.Array, schema.Children.ContainsKey("items"));
    }

    [Theory, InlineData("dev"), InlineData("prod")]
    public void StackFile_OfRepository_HoldsKnownKeysOnly(string stack)
        => Assert.Empty(
            StackFiles.Keys(stack)
                .Except(_declared.Select(setting => Setting.FullKey(setting.Key)).Concat(["review:suppressions", "review:usage"])));

    [Theory, InlineData("dev"), InlineData("prod")]
    public void StackFile_OfRepository_IsValid(string stack)
    {
        var settings = PlatformSettings.Load(new SettingsReader(stack, StackFiles.Configuration(stack).Get));

        Assert.Equal(stack, settings.Stack);
    }

    private static string Json(SettingType type, YamlNode value)
        => type == SettingType.String ? JsonSerializer.Serialize(YamlValue.Text(value)) : YamlValue.Text(value);
}
