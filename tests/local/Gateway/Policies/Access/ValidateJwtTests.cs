using Microsoft.IdentityModel.Tokens;

namespace Platform.Gateway.Tests.Policies.Access;

/// <summary>https://learn.microsoft.com/azure/api-management/validate-jwt-policy</summary>
public sealed class ValidateJwtTests
{
    private const string Config = $"<openid-config url='{Issuer.Name}/.well-known/openid-configuration' />";
    private const string Secret = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private readonly Issuer _issuer = new();

    [Theory]
    [InlineData("", "", 200)]
    [InlineData("<audiences><audience>another</audience><audience>the-api</audience></audiences>", "", 200)]
    [InlineData("<audiences><audience>another</audience></audiences>", "TokenAudienceNotAllowed", 401)]
    [InlineData("<issuers><issuer>https://issuer.example</issuer></issuers>", "", 200)]
    [InlineData("<required-claims><claim name='roles'><value>one</value><value>two</value></claim></required-claims>", "", 200)]
    [InlineData(
        "<required-claims><claim name='roles'><value>one</value><value>three</value></claim></required-claims>",
        "TokenClaimValueNotAllowed", 401)]
    [InlineData(
        "<required-claims><claim name='roles' match='any'><value>one</value><value>three</value></claim></required-claims>", "", 200)]
    [InlineData(
        "<required-claims><claim name='roles' match='any'><value>three</value></claim></required-claims>", "TokenClaimValueNotAllowed",
        401)]
    [InlineData("<required-claims><claim name='scp' separator=' '><value>write</value></claim></required-claims>", "", 200)]
    [InlineData("<required-claims><claim name='scp'><value>write</value></claim></required-claims>", "TokenClaimValueNotAllowed", 401)]
    [InlineData("<required-claims><claim name='a' /><claim name='roles' /><claim name='b' /></required-claims>", "TokenClaimNotFound", 401)]
    public async Task Token_IsHeldToWhatThePolicyNames(string elements, string reason, int status)
    {
        var test = Of("header-name='Authorization'", Config + elements);

        var answer = await SendAsync(test, Issuer.Token(_issuer.Descriptor(test.Clock)));

        Assert.Equal((status, reason), (answer.Status, answer.Header("reason") ?? ""));
    }

    [Fact]
    public async Task Claims_ThatAreMissing_AreAllNamed()
    {
        var test = Of(
            "header-name='Authorization'",
            $"{Config}<required-claims><claim name='a' /><claim name='roles' /><claim name='b' /></required-claims>");

        Assert.Equal(
            """{ "statusCode": 401, "message": "JWT token is missing the following claims: a, b. Access denied." }""",
            (await SendAsync(test, Issuer.Token(_issuer.Descriptor(test.Clock)))).Body);
    }

    [Fact]
    public async Task Token_OfAnotherIssuer_IsRefused_ByTheAddressOfItsConfiguration()
    {
        var test = Of("header-name='Authorization'", Config);
        var descriptor = _issuer.Descriptor(test.Clock);
        descriptor.Issuer = "https://another.example";

        Assert.Equal((401, "TokenIssuerNotAllowed"), await ReasonAsync(test, Issuer.Token(descriptor)));
    }

    [Theory]
    [InlineData("0", 3599, 200)]
    [InlineData("0", 3600, 401)]
    [InlineData("60", 3659, 200)]
    [InlineData("60", 3660, 401)]
    public async Task Token_ThatExpires_IsTakenAsLongAsTheClocksMayDiffer(string skew, int seconds, int status)
    {
        var test = Of($"header-name='Authorization' clock-skew='{skew}'", Config);
        var token = Issuer.Token(_issuer.Descriptor(test.Clock));
        test.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal((status, status == 200 ? "" : "TokenExpired"), await ReasonAsync(test, token));
    }

    [Theory]
    [InlineData("", 401)]
    [InlineData("require-expiration-time='true'", 401)]
    [InlineData("require-expiration-time='false'", 200)]
    public async Task Token_ThatNeverExpires_IsTakenIfThePolicySaysSo(string attribute, int status)
    {
        var test = Of($"header-name='Authorization' {attribute}", Config);
        var descriptor = _issuer.Descriptor(test.Clock);
        descriptor.Expires = null;

        Assert.Equal(status, (await SendAsync(test, Issuer.Token(descriptor))).Status);
    }

    [Theory]
    [InlineData("", 401)]
    [InlineData("require-signed-tokens='false'", 200)]
    public async Task Token_ThatIsNotSigned_IsTakenIfThePolicySaysSo(string attribute, int status)
    {
        var test = Of($"header-name='Authorization' {attribute}", Config);
        var descriptor = _issuer.Descriptor(test.Clock);
        descriptor.SigningCredentials = null;

        Assert.Equal(status, (await SendAsync(test, Issuer.Token(descriptor))).Status);
    }

    [Fact]
    public async Task Token_OfAnotherKey_OrAKeyThatIsNotKnown_IsRefused()
    {
        var test = Of("header-name='Authorization'", Config);
        var (forged, unknown) = (new Issuer().Descriptor(test.Clock), new Issuer().Descriptor(test.Clock));
        unknown.SigningCredentials = new(
            new RsaSecurityKey(System.Security.Cryptography.RSA.Create(2048)) { KeyId = "other" }, SecurityAlgorithms.RsaSha256);

        Assert.Equal((401, "TokenSignatureInvalid"), await ReasonAsync(test, Issuer.Token(forged)));
        Assert.Equal((401, "TokenSignatureKeyNotFound"), await ReasonAsync(test, Issuer.Token(unknown)));
        Assert.Equal((401, "JwtInvalid"), await ReasonAsync(test, "no.token.atall"));
        Assert.Empty(test.Backend.Requests);
    }

    [Fact]
    public async Task Keys_OfThePolicy_AreTriedOneAfterTheOther()
    {
        var test = Of(
            "header-name='Authorization'",
            $"<issuer-signing-keys><key id='other'>{Secret}</key><key n='{_issuer.Public.N}' e='{_issuer.Public.E}' "
            + "/></issuer-signing-keys>");
        var symmetric = _issuer.Descriptor(test.Clock);
        symmetric.SigningCredentials = new(
            new SymmetricSecurityKey(Convert.FromBase64String(Secret)) { KeyId = "other" }, SecurityAlgorithms.HmacSha256);

        Assert.Equal((200, 200), (
            (await SendAsync(test, Issuer.Token(_issuer.Descriptor(test.Clock)))).Status,
                (await SendAsync(test, Issuer.Token(symmetric))).Status));
    }

    [Fact]
    public async Task Token_ThatIsEncrypted_IsReadWithTheKeyOfThePolicy()
    {
        var test = Of(
            "header-name='Authorization'",
            $"{Config}<decryption-keys><key>{Secret}</key></decryption-keys><required-claims><claim name='roles' "
            + "match='any'><value>one</value></claim></required-claims>");
        var descriptor = _issuer.Descriptor(test.Clock);
        descriptor.EncryptingCredentials = new(
            new SymmetricSecurityKey(Convert.FromBase64String(Secret)), SecurityAlgorithms.Aes256KW,
                SecurityAlgorithms.Aes128CbcHmacSha256);

        Assert.Equal((200, ""), await ReasonAsync(test, Issuer.Token(descriptor)));
    }

    [Fact]
    public async Task Token_IsFound_InAQuery_OrWhereAnExpressionSays()
    {
        var (query, value) = (Of("query-parameter-name='t'", Config), Of(
            "token-value='@(context.Request.Headers.GetValueOrDefault(&quot;x&quot;, &quot;&quot;))'", Config));
        var token = Issuer.Token(_issuer.Descriptor(query.Clock));

        Assert.Equal(200, (await query.SendAsync("GET", $"/api/item/7?t={token}")).Status);
        Assert.Equal(200, (await value.SendAsync("GET", "/api/item/7", null, null, ("x", token))).Status);
        Assert.Equal(
            """{ "statusCode": 401, "message": "JWT not present." }""", (await value.SendAsync("GET", "/api/item/7")).Body);
    }

    [Theory]
    [InlineData("Bearer", 200)]
    [InlineData("bearer", 200)]
    [InlineData("DPoP", 401)]
    public async Task Scheme_ThatIsRequired_HasToBeGiven(string scheme, int status)
    {
        var test = Of("header-name='Authorization' require-scheme='Bearer'", Config);
        var token = Issuer.Token(_issuer.Descriptor(test.Clock));

        Assert.Equal(status, (await test.SendAsync("GET", "/api/item/7", null, null, ("Authorization", $"{scheme} {token}"))).Status);
    }

    [Fact]
    public async Task Scheme_ThatIsRequired_CountsNotInAnotherHeader()
    {
        var test = Of("header-name='x-token' require-scheme='Bearer'", Config);

        Assert.Equal(
            200,
            (await test.SendAsync("GET", "/api/item/7", null, null, ("x-token", Issuer.Token(_issuer.Descriptor(test.Clock))))).Status);
    }

    [Fact]
    public async Task Failure_IsAnsweredAsThePolicySays()
    {
        var test = Of("header-name='Authorization' failed-validation-httpcode='403' failed-validation-error-message='not \"you\"'", Config);

        var answer = await test.SendAsync("GET", "/api/item/7");

        Assert.Equal((403, """{ "statusCode": 403, "message": "not \"you\"" }"""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Token_IsThereForExpressions()
    {
        var test = Of(
            "header-name='Authorization' output-token-variable-name='jwt'", Config,
            "<set-header name='seen'><value>@(string.Join(\" \", ((Jwt)context.Variables[\"jwt\"]).Claims[\"roles\"]) + \" \" + "
            + "((Jwt)context.Variables[\"jwt\"]).Issuer)</value></set-header>");

        await SendAsync(test, Issuer.Token(_issuer.Descriptor(test.Clock)));

        Assert.Equal("one two https://issuer.example", test.Backend.Requests[0].Headers["seen"]);
    }

    [Theory]
    [InlineData("", "", "column 11): <validate-jwt> has 0 of header-name, query-parameter-name and token-value; allowed: one")]
    [InlineData(
        "header-name='a' token-value='b'", "",
        "column 11): <validate-jwt> has 2 of header-name, query-parameter-name and token-value; allowed: one")]
    [InlineData("header-name='a'", "<issuer-signing-keys />", "column 41): <issuer-signing-keys> has no <key>, of which it needs one")]
    [InlineData(
        "header-name='a'", "<issuer-signing-keys><key>!</key></issuer-signing-keys>",
        "column 62): <key> is not in Base64; n and e are in its form for URLs")]
    [InlineData(
        "header-name='a'", "<issuer-signing-keys><key n='AQAB' /></issuer-signing-keys>",
        "column 62): <key> has one of n and e; give both, or the key as text")]
    [InlineData(
        "header-name='a'", "<issuer-signing-keys><key certificate-id='c'>AAAA</key></issuer-signing-keys>",
        "column 66): <key> has an attribute 'certificate-id', which is unknown here")]
    public void Policy_AtFault_StopsTheStart(string attributes, string elements, string message)
        => Assert.Equal($"api-policy (line 2, {message}", Assert.Throws<GatewayStartException>(() => Of(attributes, elements)).Message);

    private PolicyTest Of(string attributes, string elements, string more = "") => PolicyTest.OfPlan(
        TestPlans.OfApi($"<policies>\n<inbound><validate-jwt "
        + $"{attributes}>{elements}</validate-jwt>{more}</inbound><backend><forward-request /></backend><outbound /><on-error><set-header "
        + "name='reason'><value>@(context.LastError.Reason)</value></set-header></on-error></policies>"), _issuer.Keys);

    private static Task<GatewayAnswer> SendAsync(PolicyTest test, string token)
        => test.SendAsync("GET", "/api/item/7", null, null, ("Authorization", $"Bearer {token}"));

    private static async Task<(int Status, string Reason)> ReasonAsync(PolicyTest test, string token)
        => await SendAsync(test, token) is var answer ? (answer.Status, answer.Header("reason") ?? "") : default;
}
