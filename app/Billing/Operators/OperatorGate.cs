using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Platform.Billing.Operators;

/// <summary>Knows operators: by a key that is configured, or by a token of the identity provider that has the role.</summary>
internal sealed class OperatorGate(IOptions<OperatorOptions> options)
{
    private readonly (string Name, byte[] Hash)[] _keys = [.. options.Value.Keys.Select(key => (key.Key, Hash(key.Value)))];

    /// <returns>Who it is.</returns>
    /// <exception cref="OperatorException">It is nobody known, or without the role.</exception>
    public async Task<string> AdmitAsync(HttpContext context)
    {
        if (!AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var given)
            || given is not { Scheme: "Bearer", Parameter: { Length: > 0 } token })
            throw new OperatorException(
                "an operator's call has the header 'Authorization: Bearer …' with a key or a token", StatusCodes.Status401Unauthorized);
        if (KeyOf(token) is { } name)
            return name;
        if (options.Value.Authority is null
            || await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme) is not { Succeeded: true, Principal: { } principal })
            throw new OperatorException("the key or token is not known here, or over", StatusCodes.Status401Unauthorized);
        var who = principal.FindFirst("preferred_username")?.Value ?? principal.FindFirst("sub")?.Value ?? "?";
        return principal.IsInRole(options.Value.Role)
            ? who
            : throw new OperatorException($"'{who}' has not the role '{options.Value.Role}'", StatusCodes.Status403Forbidden);
    }

    /// <summary>All keys are compared, and each in the same time.</summary>
    private string? KeyOf(string token)
    {
        var (hash, found) = (Hash(token), (string?)null);
        foreach (var (name, key) in _keys)
            if (CryptographicOperations.FixedTimeEquals(key, hash))
                found = name;
        return found;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
