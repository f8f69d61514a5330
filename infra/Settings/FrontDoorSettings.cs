namespace Platform.Infra.Settings;

/// <summary>An Azure Front Door that is there, by which alone callers come.</summary>
/// <param name="Id">What it shows the gateway with each call; empty for none.</param>
/// <param name="Host">Where callers find it.</param>
internal sealed record FrontDoorSettings(string Id, string Host)
{
    public bool IsSet => Id.Length > 0;

    public static FrontDoorSettings Read(SettingsReader settings) => new(
        settings.Text(
            new(
                "gatewayFrontDoorId",
                "Id of an Azure Front Door in front of the gateway, as `az afd profile show --query frontDoorId` prints it: the "
                + "gateway then refuses calls that come past it; empty for none"),
            "the frontDoorId of a Front Door, a GUID in lower case; or nothing", IsIdOrNothing, "", "12345678-aaaa-bbbb-cccc-1234567890ab"),
        settings.Text(
            new("gatewayFrontDoorHost", "Host name by which callers find that Front Door, such as api.example.com; empty for none"),
            "a host name in lower case, such as api.example.com; or nothing", HostNameSettings.IsNameOrNothing, "", "api.example.com"));

    private static bool IsIdOrNothing(string value)
        => value.Length == 0 || Guid.TryParseExact(value, "D", out var id) && id.ToString("D") == value;
}
