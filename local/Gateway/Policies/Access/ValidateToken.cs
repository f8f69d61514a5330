using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Platform.Gateway.Calls;
using Platform.Gateway.Expressions;

namespace Platform.Gateway.Policies.Access;

/// <summary>
/// https://learn.microsoft.com/azure/api-management/validate-azure-ad-token-policy,
/// https://learn.microsoft.com/azure/api-management/validate-jwt-policy
/// </summary>
internal sealed class ValidateToken : PolicyStatement
{
    private static readonly JsonWebTokenHandler _handler = new();

    private readonly GatewayServices _services;
    private readonly PolicyValue? _header;
    private readonly PolicyValue? _parameter;
    private readonly PolicyValue? _value;
    private readonly PolicyValue _status;
    private readonly PolicyValue? _message;
    private readonly string? _variable;
    private readonly PolicyValue[] _audiences;
    private readonly ClaimRule[] _claims;
    private PolicyValue[] _issuers = [];
    private PolicyValue[] _clients = [];
    private PolicyValue? _skew;
    private PolicyValue? _scheme;

    private ValidateToken(PolicyElement element) : base(element)
    {
        _services = element.Reading.Services;
        (_header, _parameter, _value) = (element.Optional("header-name"), element.Optional("query-parameter-name"), element.Optional("token-value"));
        _status = element.Optional("failed-validation-httpcode") ?? new("401", null);
        _message = element.Optional("failed-validation-error-message");
        _variable = element.Literal("output-token-variable-name");
        _audiences = element.List("audiences", "audience");
        _claims = element.OnlyChild("required-claims") is { } claims
            ? claims.Finish(claims.Children("claim").Select(claim => claim.Finish(new ClaimRule(claim))).ToArray())
            : [];
    }

    public static ValidateToken OfEntra(PolicyElement element)
    {
        var tenant = element.Required("tenant-id").Literal ?? throw element.Position.Error("the tenant of <validate-azure-ad-token> is no expression");
        return new(element)
        {
            _issuers = [new($"https://login.microsoftonline.com/{tenant}/v2.0", null), new($"https://sts.windows.net/{tenant}/", null)],
            _clients = element.List("client-application-ids", "application-id"),
        };
    }

    public static ValidateToken OfAnyIssuer(PolicyElement element)
    {
        // Whose keys they are is the local issuer's matter
        foreach (var config in element.Children("openid-config"))
            config.Finish(config.Required("url"));
        element.Literal("require-signed-tokens", "true");
        element.Literal("require-expiration-time", "true");
        return new(element)
        {
            _issuers = element.List("issuers", "issuer"),
            _skew = element.Optional("clock-skew"),
            _scheme = element.Optional("require-scheme"),
        };
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (await FindAsync(call) is not { Length: > 0 } text)
            throw await RefuseAsync(call, "TokenNotPresent", "JWT not present.");
        var result = await _handler.ValidateTokenAsync(text, await ParametersAsync(call));
        if (!result.IsValid)
            throw await RefuseAsync(call, ReasonOf(result.Exception), $"{result.Exception.Message} Access denied.");
        var token = (JsonWebToken)result.SecurityToken;
        foreach (var rule in _claims)
            await CheckAsync(call, rule, token);
        await CheckClientAsync(call, token);
        if (_variable is not null)
            call.Variables[_variable] = text.AsJwt();
        return Flow.Next;
    }

    private async ValueTask CheckAsync(GatewayCall call, ClaimRule rule, JsonWebToken token)
    {
        var given = token.Claims.Where(claim => claim.Type == rule.Name).Select(claim => claim.Value).ToArray();
        if (given.Length == 0)
            throw await RefuseAsync(call, "TokenClaimNotFound", $"JWT token is missing the following claims: {rule.Name}. Access denied.");
        if (!await rule.IsMetAsync(call, given))
            throw await RefuseAsync(
                call, "TokenClaimValueNotAllowed", $"Claim {rule.Name} value of {string.Join(", ", given)} is not allowed. Access denied.");
    }

    private async ValueTask CheckClientAsync(GatewayCall call, JsonWebToken token)
    {
        if (_clients.Length == 0)
            return;
        var client = token.Claims.FirstOrDefault(claim => claim.Type is "azp" or "appid")?.Value;
        foreach (var allowed in _clients)
            if (await allowed.TextAsync(call) == client)
                return;
        throw await RefuseAsync(call, "TokenClaimValueNotAllowed", $"Claim azp value of {client} is not allowed. Access denied.");
    }

    private async ValueTask<string?> FindAsync(GatewayCall call)
    {
        if (_value is not null)
            return await _value.TextAsync(call);
        if (_parameter is not null)
            return call.OriginalUrl.Query.GetValueOrDefault(await _parameter.TextAsync(call), "");
        var given = call.Headers.GetValueOrDefault(_header is null ? "Authorization" : await _header.TextAsync(call), "");
        var scheme = _scheme is null ? "Bearer" : await _scheme.TextAsync(call);
        return given.StartsWith($"{scheme} ", StringComparison.OrdinalIgnoreCase) ? given[(scheme.Length + 1)..].Trim() : _scheme is null ? given : "";
    }

    private async ValueTask<TokenValidationParameters> ParametersAsync(GatewayCall call)
    {
        var (audiences, issuers) = (await TextsAsync(call, _audiences), await TextsAsync(call, _issuers));
        return new()
        {
            IssuerSigningKeys = _services.TokenKeys.All,
            ValidAudiences = audiences,
            ValidateAudience = audiences.Length > 0,
            ValidIssuers = issuers,
            ValidateIssuer = issuers.Length > 0,
            ClockSkew = TimeSpan.FromSeconds(_skew is null ? 0 : await _skew.NumberAsync(call)),
            LifetimeValidator = IsAlive,
        };
    }

    private bool IsAlive(DateTime? from, DateTime? until, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _services.Clock.GetUtcNow().UtcDateTime;
        return until is { } end && now < end + parameters.ClockSkew && (from is not { } start || now >= start - parameters.ClockSkew)
            ? true
            : throw new SecurityTokenExpiredException("The token is expired, or not valid yet.");
    }

    private async ValueTask<PolicyFault> RefuseAsync(GatewayCall call, string reason, string message)
    {
        var said = _message is null ? message : await _message.TextAsync(call);
        return new(await _status.NumberAsync(call), reason, said);
    }

    private static async ValueTask<string[]> TextsAsync(GatewayCall call, PolicyValue[] values)
    {
        var texts = new string[values.Length];
        for (var at = 0; at < texts.Length; at++)
            texts[at] = await values[at].TextAsync(call);
        return texts;
    }

    private static string ReasonOf(Exception error) => error switch
    {
        SecurityTokenExpiredException => "TokenExpired",
        SecurityTokenInvalidAudienceException => "TokenAudienceNotAllowed",
        SecurityTokenInvalidIssuerException => "TokenIssuerNotAllowed",
        SecurityTokenSignatureKeyNotFoundException => "TokenSignatureKeyNotFound",
        SecurityTokenInvalidSignatureException => "TokenSignatureInvalid",
        _ => "JwtInvalid",
    };
}
