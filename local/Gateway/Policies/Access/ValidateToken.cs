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
    private readonly TokenPlace _place;
    private readonly TokenRules _rules;
    private readonly PolicyValue _status;
    private readonly PolicyValue? _message;
    private readonly string? _variable;
    private readonly ClaimRule[] _claims;
    private readonly PolicyValue[] _clients;

    private ValidateToken(PolicyElement element, TokenPlace place, TokenRules rules, PolicyValue[] clients) : base(element)
    {
        (_place, _rules, _clients) = (place, rules, clients);
        _status = element.Optional("failed-validation-httpcode") ?? new("401", null);
        _message = element.Optional("failed-validation-error-message");
        _variable = element.Literal("output-token-variable-name");
        _claims = element.OnlyChild("required-claims") is { } claims
            ? claims.Finish(claims.Children("claim").Select(claim => claim.Finish(new ClaimRule(claim))).ToArray())
            : [];
    }

    public static ValidateToken OfEntra(PolicyElement element)
    {
        var tenant = element.RequiredLiteral("tenant-id");
        var services = element.Reading.Services;
        PolicyValue[] issuers =
            [new($"https://login.microsoftonline.com/{tenant}/v2.0", null), new($"https://sts.windows.net/{tenant}/", null)];
        var rules = new TokenRules(
            issuers, [.. element.List("audiences", "audience"), .. element.List("backend-application-ids", "application-id")],
            services.TokenKeys.All, TokenKeyReader.Read(element, "decryption-keys"), services.Clock);
        return new(element, new(element, "Authorization"), rules, element.List("client-application-ids", "application-id"));
    }

    public static ValidateToken OfAnyIssuer(PolicyElement element)
    {
        var services = element.Reading.Services;
        var configurations = element.Children("openid-config").Select(each => each.Finish(each.RequiredLiteral("url"))).ToArray();
        var issuers = element.List("issuers", "issuer").Concat(
            configurations.SelectMany(OpenIdIssuers.Of).Select(each => new PolicyValue(each, null)));
        var keys = TokenKeyReader.Read(element, "issuer-signing-keys");
        var rules = new TokenRules(
            [.. issuers], element.List("audiences", "audience"), configurations.Length == 0 ? keys : [.. services.TokenKeys.All, .. keys],
            TokenKeyReader.Read(element, "decryption-keys"), services.Clock)
        {
            ClockSkew = element.Optional("clock-skew") ?? new("0", null),
            RequiresExpiration = element.Optional("require-expiration-time") ?? new("true", null),
            RequiresSignature = element.Optional("require-signed-tokens") ?? new("true", null),
        };
        return new(element, new(element, null), rules, []);
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (await _place.FindAsync(call) is not { Length: > 0 } text)
            throw await RefuseAsync(call, "TokenNotPresent", "JWT not present.");
        var result = await _rules.ValidateAsync(call, text);
        if (!result.IsValid)
            throw await RefuseAsync(call, ReasonOf(result.Exception), Said(result.Exception));
        // Of an encrypted token, what is inside
        var token = (JsonWebToken)result.SecurityToken;
        await CheckClaimsAsync(call, token.InnerToken ?? token);
        if (_variable is not null)
            call.Variables[_variable] = (token.InnerToken ?? token).EncodedToken.AsJwt();
        return Flow.Next;
    }

    private async ValueTask CheckClaimsAsync(GatewayCall call, JsonWebToken token)
    {
        var given = token.Claims.ToLookup(claim => claim.Type, claim => claim.Value);
        if (_claims.Where(rule => !given.Contains(rule.Name)).Select(rule => rule.Name).ToArray() is { Length: > 0 } missing)
            throw await RefuseAsync(
                call, "TokenClaimNotFound", $"JWT token is missing the following claims: {string.Join(", ", missing)}. Access denied.");
        foreach (var rule in _claims)
            if (!await rule.IsMetAsync(call, given[rule.Name]))
                throw await MismatchAsync(call, rule.Name, given[rule.Name]);
        if (_clients.Length == 0)
            return;
        var clients = given["azp"].Concat(given["appid"]).Take(1).ToArray();
        foreach (var allowed in _clients)
            if (await allowed.TextAsync(call) is var client && clients.Contains(client))
                return;
        throw await MismatchAsync(call, "azp", clients);
    }

    private ValueTask<PolicyFault> MismatchAsync(GatewayCall call, string claim, IEnumerable<string> values)
        => RefuseAsync(
            call, "TokenClaimValueNotAllowed", $"Claim {claim} value of {string.Join(", ", values)} is not allowed. Access denied.");

    private async ValueTask<PolicyFault> RefuseAsync(GatewayCall call, string reason, string message)
    {
        var said = _message is null ? message : await _message.TextAsync(call);
        return new(await _status.NumberAsync(call), reason, said);
    }

    // What the library says goes on with what it was given, which is for no caller
    private static string Said(Exception error) => $"{error.Message.Split('\n')[0].TrimEnd('.', '\r')}. Access denied.";

    private static string ReasonOf(Exception error) => error switch
    {
        SecurityTokenExpiredException or SecurityTokenNotYetValidException => "TokenExpired",
        SecurityTokenInvalidAudienceException => "TokenAudienceNotAllowed",
        SecurityTokenInvalidIssuerException => "TokenIssuerNotAllowed",
        SecurityTokenSignatureKeyNotFoundException => "TokenSignatureKeyNotFound",
        SecurityTokenInvalidSignatureException => "TokenSignatureInvalid",
        _ => "JwtInvalid",
    };
}
