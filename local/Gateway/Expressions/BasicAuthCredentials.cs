namespace Platform.Gateway.Expressions;

/// <summary>What a header of basic authentication holds.</summary>
public sealed class BasicAuthCredentials(string userId, string password)
{
    public string UserId { get; } = userId;
    public string Password { get; } = password;
}
