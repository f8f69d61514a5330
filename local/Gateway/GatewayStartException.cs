namespace Platform.Gateway;

/// <summary>The gateway cannot be made of what it was given; the message names the place and says what is allowed.</summary>
internal sealed class GatewayStartException(string message) : Exception(message);
