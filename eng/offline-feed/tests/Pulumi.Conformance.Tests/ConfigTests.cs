using System.Text.Json;

namespace Platform.OfflineFeed.Conformance.Tests;

[Collection(EnvironmentCollection.Name)]
public sealed class ConfigTests
{
    private const string Values = """
        {
          "shop:name": "ada", "shop:size": "3", "shop:ratio": "1.5", "shop:open": "true", "cloud:region": "north",
          "shop:config:old": "yes", "shop:owner": "{\"Name\":\"ada\",\"age\":40}"
        }
        """;

    [Fact]
    public Task Get_OwnNamespace_IsTheProjects() => WithAsync(() => Assert.Equal("ada", new Config().Get("name")));

    [Fact]
    public Task Get_NamedNamespace_IsThat() => WithAsync(() => Assert.Equal("north", new Config("cloud").Require("region")));

    [Fact]
    public Task Get_NamespaceWithConfigSuffix_IsThatWithoutIt()
        => WithAsync(() => Assert.Equal("north", new Config("cloud:config").Require("region")));

    [Fact]
    public Task Get_KeyInTheOldForm_IsFound() => WithAsync(() => Assert.Equal("yes", new Config().Get("old")));

    [Fact]
    public Task Get_Missing_IsNull() => WithAsync(() =>
    {
        Assert.Null(new Config().Get("other"));
        Assert.Null(new Config().GetInt32("other"));
        Assert.Null(new Config().GetSecret("other"));
        Assert.Null(new Config().GetObject<Owner>("other"));
    });

    [Fact]
    public Task Get_Typed_IsParsed() => WithAsync(() =>
    {
        Assert.Equal(3, new Config().GetInt32("size"));
        Assert.Equal(1.5, new Config().RequireDouble("ratio"));
        Assert.True(new Config().RequireBoolean("open"));
    });

    [Fact]
    public Task GetObject_Options_AreUsed() => WithAsync(() =>
    {
        var options = new JsonSerializerOptions { PropertyNameCaseInsensitive = true };

        Assert.Equal(new Owner("ada", 0), new Config().GetObject<Owner>("owner"));
        Assert.Equal(new Owner("ada", 40), new Config().RequireObject<Owner>("owner", options));
    });

    [Fact]
    public async Task RequireSecret_Value_IsSecret()
    {
        Output<string>? secret = null;
        await WithAsync(() => secret = new Config().RequireSecret("name"));

        await OutputAssert.IsSecretAsync("ada", secret!);
    }

    [Fact]
    public async Task RequireSecretObject_Value_IsSecret()
    {
        Output<Owner>? secret = null;
        await WithAsync(() => secret = new Config().RequireSecretObject<Owner>("owner"));

        await OutputAssert.IsSecretAsync(new Owner("ada", 0), secret!);
    }

    [Fact]
    public Task Require_Missing_SaysHowToSetIt() => FailsAsync(
        () => new Config().Require("other"),
        "Missing Required configuration variable 'shop:other'\n\tplease set a value using "
        + "the command `pulumi config set shop:other <value>`");

    [Fact]
    public Task GetInt32_NotANumber_SaysSo()
        => FailsAsync(() => new Config().GetInt32("name"), "Configuration 'shop:name' value 'ada' is not a valid Int32");

    [Fact]
    public Task GetBoolean_NotABoolean_SaysSo()
        => FailsAsync(() => new Config().GetBoolean("name"), "Configuration 'shop:name' value 'ada' is not a valid Boolean");

    [Fact]
    public Task GetObject_NotJson_SaysSo() => FailsAsync(
        () => new Config().GetObject<Owner>("name"), $"Configuration 'shop:name' value 'ada' is not a valid {typeof(Owner).FullName}");

    private static async Task FailsAsync(Action program, string message)
        => Assert.Equal(message, (await Assert.ThrowsAsync<RunException>(() => WithAsync(program))).Message);

    private static async Task WithAsync(Action program)
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", Values);
        try
        {
            await Run.UpdateAsync(program);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PULUMI_CONFIG", null);
        }
    }

    private sealed record Owner(string Name, int Age);
}
