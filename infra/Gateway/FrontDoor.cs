using Platform.Infra.Settings;

namespace Platform.Infra.Gateway;

/// <summary>What the gateway does about a Front Door that is in front of it.</summary>
internal static class FrontDoor
{
    private const string Name = "front-door";

    /// <returns>The fragments that admit a call.</returns>
    public static string[] Admit(GatewayScope gateway, FrontDoorSettings door, PolicyFragments fragments)
    {
        if (!door.IsSet)
            return [];
        fragments.Declare(
            gateway, Name, "Nobody calls past Front Door", PolicyDocument.Fragment(Name, ("id", door.Id), ("host", door.Host)));
        return [Name];
    }

    /// <summary>
    /// Where policies find who calls. The socket's address is Front Door's own word, the client's may be anybody's:
    /// https://learn.microsoft.com/azure/frontdoor/front-door-http-headers-protocol
    /// </summary>
    public static string CallerOf(FrontDoorSettings door) => door.IsSet
        ? "context.Request.Headers.GetValueOrDefault(\"X-Azure-SocketIP\", \"\")"
        : "context.Request.IpAddress";
}
