namespace Platform.Infra.Tests.Settings;

/// <summary>A Front Door in front of the gateway, as it goes together with the rest.</summary>
public sealed class FrontDoorTests
{
    private const string Door = "99999999-aaaa-bbbb-cccc-1234567890ab";
    private const string Set = "pulumi config set --stack test";
    private const string Remove = "pulumi config rm --stack test";

    private static readonly (string, string?) _id = ("gatewayFrontDoorId", Door);
    private static readonly (string, string?) _host = ("gatewayFrontDoorHost", "www.example.com");

    [Fact]
    public void Load_DoorAndItsHost_AreReadAsTheyAre()
    {
        var gateway = SettingsCase.Load(_id, _host).Gateway;

        Assert.Equal((Door, "www.example.com", "www.example.com"), (gateway.FrontDoor.Id, gateway.FrontDoor.Host, gateway.HostName));
        Assert.Equal((false, ""), (SettingsCase.Load().Gateway.FrontDoor.IsSet, SettingsCase.Load().Gateway.HostName));
    }

    [Theory, InlineData("99999999-AAAA-bbbb-cccc-1234567890ab"), InlineData("afd-hub"), InlineData(" " + Door)]
    public void Load_NoId_SaysWhatOneIs(string given)
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayFrontDoorId", $"'{given}'", "the frontDoorId of a Front Door, a GUID in lower case; or nothing",
                $"{Set} gatewayFrontDoorId 12345678-aaaa-bbbb-cccc-1234567890ab"),
            SettingsCase.Message(("gatewayFrontDoorId", given)));

    [Fact]
    public void Load_DoorThatNobodyFinds_WantsItsHost()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayFrontDoorHost", "''", "the host name of the Front Door that platform:gatewayFrontDoorId is of",
                $"{Set} gatewayFrontDoorHost api.example.com"),
            SettingsCase.Message(_id));

    [Fact]
    public void Load_HostOfNoDoor_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayFrontDoorHost", "'www.example.com'",
                "nothing, as platform:gatewayFrontDoorId is not set and the gateway takes calls from anywhere",
                $"{Remove} gatewayFrontDoorHost"),
            SettingsCase.Message(_host));

    [Fact]
    public void Load_DoorOfAPrivateGateway_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayFrontDoorId", $"'{Door}'",
                "nothing, as platform:gatewayExposure is private and Front Door calls from the internet", $"{Remove} gatewayFrontDoorId"),
            SettingsCase.Message(_id, _host, ("gatewayExposure", "private")));

    [Fact]
    public void Load_OneNameForDoorAndGateway_WantsTwo()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayFrontDoorHost", "'www.example.com'",
                "another name than platform:gatewayHostName, by which Front Door itself finds the gateway", $"{Remove} gatewayHostName"),
            SettingsCase.Message(_id, _host, ("gatewayHostName", "www.example.com"), ("gatewaySku", "Developer")));
}
