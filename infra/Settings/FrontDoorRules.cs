namespace Platform.Infra.Settings;

/// <summary>A Front Door as it goes together with the gateway behind it.</summary>
internal static class FrontDoorRules
{
    private const string Id = "gatewayFrontDoorId";
    private const string Host = "gatewayFrontDoorHost";

    public static void Check(SettingsReader settings, PlatformSettings loaded)
    {
        var (door, gateway) = (loaded.Gateway.FrontDoor, loaded.Gateway.HostNames.Gateway);
        if (door.IsSet && door.Host.Length == 0)
            settings.Reject(Host, "", $"the host name of the Front Door that platform:{Id} is of", settings.Set(Host, "api.example.com"));
        if (!door.IsSet && door.Host.Length > 0)
            settings.Reject(
                Host, door.Host, $"nothing, as platform:{Id} is not set and the gateway takes calls from anywhere", settings.Remove(Host));
        // https://learn.microsoft.com/azure/api-management/front-door-api-management
        if (door.IsSet && loaded.Network.GatewayExposure == GatewayExposure.Private)
            settings.Reject(
                Id, door.Id, "nothing, as platform:gatewayExposure is private and Front Door calls from the internet", settings.Remove(Id));
        if (door.Host.Length > 0 && door.Host == gateway)
            settings.Reject(
                Host, door.Host, "another name than platform:gatewayHostName, by which Front Door itself finds the gateway",
                settings.Remove("gatewayHostName"));
    }
}
