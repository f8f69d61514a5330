namespace Platform.Gateway.Tests.Policies.Access;

/// <summary>https://learn.microsoft.com/azure/api-management/check-header-policy</summary>
public sealed class CheckHeaderTests
{
    [Theory]
    [InlineData("true", "<value>One</value><value>two</value>", "ONE", "")]
    [InlineData("false", "<value>One</value><value>two</value>", "two", "")]
    [InlineData("false", "<value>One</value>", "one", "Header h value of one is not allowed. Access denied.")]
    [InlineData("false", "", "whatever", "")]
    [InlineData("false", "", null, "Header h was not found in the request. Access denied.")]
    public async Task Header_IsComparedWithTheValues(string ignoreCase, string values, string? given, string error)
    {
        var test = PolicyTest.OfApi(
            $"<policies><inbound><check-header name='h' failed-check-httpcode='418' failed-check-error-message='no' "
            + $"ignore-case='{ignoreCase}'>{values}</check-header></inbound><backend><forward-request /></backend><outbound "
            + "/><on-error><set-header name='e'><value>@(context.LastError.Message)</value></set-header></on-error></policies>");
        (string, string)[] headers = given is null ? [] : [("h", given)];

        var answer = await test.SendAsync("GET", "/api/item/7", null, null, headers);

        Assert.Equal(
            error.Length == 0 ? (200, "{}", "") : (418, """{ "statusCode": 418, "message": "no" }""", error),
            (answer.Status, answer.Body, answer.Header("e") ?? ""));
    }

    [Fact]
    public void Attribute_ThatIsMissing_StopsTheStart() => Assert.Equal(
        "api-policy (line 2, column 11): <check-header> has no attribute 'ignore-case', which it needs",
        Assert.Throws<GatewayStartException>(() => PolicyTest.OfSection(
            "inbound", "<check-header name='h' failed-check-httpcode='401' failed-check-error-message='no' />")).Message);
}
