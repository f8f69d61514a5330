using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Platform.Gateway.Management;

namespace Platform.Gateway.Tests.Management;

/// <summary>The management plane, and the gateway that sees what it changes.</summary>
public sealed class ManagementTests : IDisposable
{
    private const string Service = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/a";
    private const string Active = """{"properties":{"scope":"/products/free","displayName":"One","state":"active","ownerId":"/users/u"}}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-");
    private readonly PolicyTest _test = PolicyTest.OfPlan(TestPlans.Dev);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Subscription_ThatIsChanged_IsSeenByTheNextCall()
    {
        var plane = Plane(_test);
        await PutAsync(plane);
        var secrets = (await SendAsync(plane, "POST", "subscriptions/one/listSecrets")).Body!;
        var (primary, secondary) = ((string)secrets["primaryKey"]!, (string)secrets["secondaryKey"]!);
        Assert.Equal((200, 200), (await CallAsync(primary), await CallAsync(secondary)));

        await SendAsync(plane, "PATCH", "subscriptions/one", """{"properties":{"state":"suspended"}}""", "*");
        Assert.Equal(401, await CallAsync(primary));

        await SendAsync(plane, "PATCH", "subscriptions/one", """{"properties":{"state":"active"}}""", "*");
        Assert.Equal(204, (await SendAsync(plane, "POST", "subscriptions/one/regeneratePrimaryKey")).Status);
        Assert.Equal((401, 200), (await CallAsync(primary), await CallAsync(secondary)));

        Assert.Equal(200, (await SendAsync(plane, "DELETE", "subscriptions/one", null, "*")).Status);
        Assert.Equal(401, await CallAsync(secondary));
        Assert.Equal(204, (await SendAsync(plane, "DELETE", "subscriptions/one", null, "*")).Status);
    }

    [Fact]
    public async Task Subscription_OfAnotherScope_KeepsItsKeys()
    {
        var plane = Plane(_test);
        await PutAsync(plane);
        var before = (await SendAsync(plane, "POST", "subscriptions/one/listSecrets")).Body!.ToJsonString();

        var answer = await SendAsync(
            plane, "PATCH", "subscriptions/one", $$$"""{"properties":{"scope":"{{{Service}}}/products/premium"}}""", "*");

        Assert.Equal($"{Service}/products/premium", (string?)answer.Body!["properties"]!["scope"]);
        Assert.Equal($"{Service}/users/u", (string?)answer.Body["properties"]!["ownerId"]);
        Assert.Equal(before, (await SendAsync(plane, "POST", "subscriptions/one/listSecrets")).Body!.ToJsonString());
    }

    [Fact]
    public async Task Put_Again_IsNotNew_AndKeepsKeysAndETag()
    {
        var plane = Plane(_test);
        var first = await PutAsync(plane);

        var second = await SendAsync(plane, "PUT", "subscriptions/one", Active);

        Assert.Equal((201, 200, first.ETag), (first.Status, second.Status, second.ETag));
    }

    [Fact]
    public async Task Patch_WithAnETagOfBefore_IsRefused()
    {
        var plane = Plane(_test);
        var old = (await PutAsync(plane)).ETag;
        var changed = await SendAsync(plane, "PATCH", "subscriptions/one", """{"properties":{"state":"suspended"}}""", old);

        var late = await SendAsync(plane, "PATCH", "subscriptions/one", """{"properties":{"state":"active"}}""", old);
        var without = await SendAsync(plane, "PATCH", "subscriptions/one", """{"properties":{"state":"active"}}""");

        Assert.Equal((200, 412, 400), (changed.Status, late.Status, without.Status));
        Assert.Equal("PreconditionFailed", (string?)late.Body!["error"]!["code"]);
        Assert.Equal("suspended", (string?)(await SendAsync(plane, "GET", "subscriptions/one")).Body!["properties"]!["state"]);
    }

    [Theory]
    [InlineData(
        """{"properties":{"scope":"/products/none","displayName":"a"}}""",
        "'scope' is '/products/none'; allowed: /products/{id}, /apis/{id} of what there is, and /apis")]
    [InlineData(
        """{"properties":{"scope":"/apis","displayName":"a","state":"on"}}""",
        "'state' is 'on'; allowed: suspended, active, expired, submitted, rejected, cancelled")]
    [InlineData(
        """{"properties":{"scope":"/apis","displayName":"a","ownerId":"/users/none"}}""",
        "'ownerId' is '/users/none'; there is no such user")]
    [InlineData(
        """{"properties":{"scope":"/apis","displayName":"a","primaryKey":"free"}}""",
        "a key has 1 to 256 visible ASCII characters, and is no other subscription's")]
    [InlineData("""{"properties":{"scope":1}}""", "'scope' is not a text")]
    [InlineData("[]", "the body is not a JSON object")]
    [InlineData("{", "the body is not a JSON object")]
    [InlineData("", "the body is not a JSON object")]
    [InlineData("null", "the body is not a JSON object")]
    [InlineData("1", "the body is not a JSON object")]
    [InlineData("{}", "the body has no object 'properties'")]
    [InlineData("""{"properties":[]}""", "the body has no object 'properties'")]
    [InlineData("""{"properties":null}""", "the body has no object 'properties'")]
    [InlineData("""{"properties":{"scope":["/apis"],"displayName":"a"}}""", "'scope' is not a text")]
    [InlineData("""{"properties":{"scope":"/apis","displayName":null}}""", "a subscription needs 'scope' and 'displayName'")]
    [InlineData(
        """{"properties":{"scope":"/apis","scope":"/apis","displayName":"a"}}""", "the body has an object that names a property twice")]
    [InlineData("""{"properties":{},"properties":{}}""", "the body has an object that names a property twice")]
    [InlineData(
        """{"properties":{"scope":"/apis","displayName":"\ud800"}}""",
        "the body has a text that is not Unicode, as half a surrogate pair is")]
    [InlineData(
        """{"properties":{"scope":"/apis","displayName":"a","\ud800":1}}""",
        "the body has a text that is not Unicode, as half a surrogate pair is")]
    [InlineData(
        """{"properties":{"scope":"/apis","displayName":"a","primaryKey":"a\r\nb"}}""",
        "a key has 1 to 256 visible ASCII characters, and is no other subscription's")]
    [InlineData(
        """{"properties":{"scope":"/apis","displayName":"a","secondaryKey":"é"}}""",
        "a key has 1 to 256 visible ASCII characters, and is no other subscription's")]
    public async Task Put_OfWhatCannotBe_IsRefused_AndSaysWhy(string body, string message)
    {
        var answer = await SendAsync(Plane(_test), "PUT", "subscriptions/two", body);

        Assert.Equal((400, "ValidationError", message),
            (answer.Status, (string?)answer.Body!["error"]!["code"], (string?)answer.Body["error"]!["message"]));
    }

    [Theory]
    [InlineData(101, 400, "ValidationError", "'displayName' has 101 characters; allowed: 100")]
    [InlineData(4 << 20, 413, "RequestContentTooLarge", "the body is too large; allowed: 4194304 bytes")]
    public async Task Put_OfWhatIsTooLong_IsRefused_AndSaysWhatIsAllowed(int length, int status, string code, string message)
    {
        var body = $$$"""{"properties":{"scope":"/apis","displayName":"{{{new string('a', length)}}}"}}""";

        var answer = await SendAsync(Plane(_test), "PUT", "subscriptions/two", body);

        Assert.Equal((status, code, message),
            (answer.Status, (string?)answer.Body!["error"]!["code"], (string?)answer.Body["error"]!["message"]));
    }

    [Fact]
    public async Task Put_OfWhatIsNestedTooDeep_IsRefused()
    {
        var answer = await SendAsync(Plane(_test), "PUT", "subscriptions/two", $"{new string('[', 100)}{new string(']', 100)}");

        Assert.Equal(
            (400, "the body is not a JSON object"), (answer.Status, (string?)answer.Body!["error"]!["message"]));
    }

    [Fact]
    public async Task User_WithSubscriptions_IsDeletedWithThem_IfThatIsAsked()
    {
        var plane = Plane(_test);
        await PutAsync(plane);

        Assert.Equal(400, (await SendAsync(plane, "DELETE", "users/u", null, "*")).Status);
        Assert.Equal(204, (await SendAsync(plane, "DELETE", "users/u", null, "*", query: "&deleteSubscriptions=true")).Status);
        Assert.Equal(404, (await SendAsync(plane, "GET", "users/u")).Status);
        Assert.Equal(404, (await SendAsync(plane, "GET", "subscriptions/one")).Status);
    }

    [Fact]
    public async Task Snapshot_GivesTheNextGateway_WhatWasChanged()
    {
        var plane = Plane(_test);
        var etag = (await PutAsync(plane)).ETag;
        var key = (string)(await SendAsync(plane, "POST", "subscriptions/one/listSecrets")).Body!["primaryKey"]!;

        var next = PolicyTest.OfPlan(TestPlans.Dev);
        var again = Plane(next);

        Assert.Equal(etag, (await SendAsync(again, "GET", "subscriptions/one")).ETag);
        Assert.Equal("u@example.com", (string?)(await SendAsync(again, "GET", "users/u")).Body!["properties"]!["email"]);
        Assert.Equal(200, (await next.SendAsync("POST", "/inference/v1/predict", key, "{}")).Status);
    }

    [Fact]
    public void Snapshot_ThatIsNone_StopsTheStart()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "state.json"), "{");

        Assert.StartsWith("the snapshot '", Assert.Throws<GatewayStartException>(() => Plane(_test)).Message);
    }

    [Fact]
    public async Task Report_TellsCallsApart_InItsDays()
    {
        var plane = Plane(_test);
        for (var call = 0; call < 12; call++)
            await CallAsync("free");

        var today = await ReportAsync(plane, "2030-01-01T00:00:00", "2030-01-02T00:00:00");
        var before = await ReportAsync(plane, "2029-12-01T00:00:00", "2029-12-31T00:00:00");

        var line = Assert.Single(today.Body!["value"]!.AsArray())!;
        Assert.Equal((10, 2, 12), ((int)line["callCountSuccess"]!, (int)line["callCountBlocked"]!, (int)line["callCountTotal"]!));
        Assert.Empty(before.Body!["value"]!.AsArray());
        Assert.Equal(400, (await SendAsync(plane, "GET", "reports/bySubscription")).Status);
    }

    [Fact]
    public async Task Report_HasIdsOfTheServiceAlone_AndTheSubscriptionsName()
    {
        var plane = Plane(_test);
        await PutAsync(plane);
        await CallAsync((string)(await SendAsync(plane, "POST", "subscriptions/one/listSecrets")).Body!["primaryKey"]!);

        var line = Assert.Single((await ReportAsync(plane, "2030-01-01T00:00:00", "2030-01-02T00:00:00")).Body!["value"]!.AsArray())!;

        Assert.Equal(
            ("One", "/subscriptions/one", "/products/free", "/users/u"),
            ((string?)line["name"], (string?)line["subscriptionId"], (string?)line["productId"], (string?)line["userId"]));
    }

    [Fact]
    public async Task Quota_IsSetByItsCounter_AndIsFollowedAtOnce()
    {
        var plane = Plane(_test);
        Assert.Equal((404, "ResourceNotFound"), await CodeAsync(plane, "GET", "quotas/of-free"));
        Assert.Equal(200, await CallAsync("free"));

        var found = (await SendAsync(plane, "GET", "quotas/of-free")).Body!;
        var counter = Assert.Single(found["value"]!.AsArray())!;
        Assert.Equal(("of-free", 1, 0), (
            (string?)counter["counterKey"], (int)counter["value"]!["callsCount"]!, (int)counter["value"]!["kbTransferred"]!));
        Assert.Equal(TimeSpan.FromDays(30), (DateTime)counter["periodEndTime"]! - (DateTime)counter["periodStartTime"]!);

        await SendAsync(plane, "PATCH", "quotas/of-free", """{"properties":{"callsCount":999,"kbTransferred":0}}""");
        Assert.Equal((200, 403), (await CallAsync("free"), await CallAsync("free")));
        await SendAsync(plane, "PATCH", "quotas/of-free", """{"properties":{"callsCount":0}}""");
        Assert.Equal(200, await CallAsync("free"));
    }

    [Theory]
    [InlineData("""{"properties":{"callsCount":-1}}""", "'callsCount' is -1; allowed: 0 to 2147483647")]
    [InlineData("""{"properties":{"kbTransferred":"many"}}""", "'kbTransferred' is \"many\"; allowed: 0 to 2147483647")]
    public async Task Quota_OfWhatCannotBe_IsRefused_AndSaysWhy(string body, string message)
    {
        await CallAsync("free");

        var answer = await SendAsync(Plane(_test), "PATCH", "quotas/of-free", body);

        Assert.Equal((400, message), (answer.Status, (string?)answer.Body!["error"]!["message"]));
    }

    [Theory]
    [InlineData("users/u")]
    [InlineData("subscriptions/one")]
    public async Task Head_GivesTheETag_AndNoBody(string resource)
    {
        var plane = Plane(_test);
        await PutAsync(plane);

        var (head, get) = (await SendAsync(plane, "HEAD", resource), await SendAsync(plane, "GET", resource));

        Assert.Equal((200, null, get.ETag), (head.Status, head.Body, head.ETag));
    }

    [Fact]
    public async Task Lists_HaveAll_InTheOrderOfTheirIds()
    {
        var plane = Plane(_test);
        await PutAsync(plane);

        Assert.Equal(["u"], await NamesAsync(plane, "users"));
        Assert.Equal(
            _test.Model.Subscriptions.All.Select(each => each.Id).Order(StringComparer.Ordinal), await NamesAsync(plane, "subscriptions"));
        Assert.Equal((400, "ValidationError"), await CodeAsync(plane, "GET", "users", query: "&$filter=name eq 'a'"));
    }

    [Theory]
    [InlineData("PATCH", "users/u", 405, "MethodNotAllowed")]
    [InlineData("GET", "apis", 404, "ResourceNotFound")]
    [InlineData("POST", "subscriptions/one/renew", 404, "ResourceNotFound")]
    [InlineData("GET", "subscriptions/none", 404, "ResourceNotFound")]
    [InlineData("DELETE", "quotas/of-free", 405, "MethodNotAllowed")]
    public async Task Request_ThatIsNotKnown_IsRefused_InTheResourceManagersForm(string method, string resource, int status, string code)
    {
        await SendAsync(Plane(_test), "PUT", "users/u", """{"properties":{"firstName":"A","lastName":"B","email":"u@example.com"}}""");

        Assert.Equal((status, code), await CodeAsync(Plane(_test), method, resource, "{}"));
    }

    [Fact]
    public async Task Products_AreThePlans()
    {
        var products = (await SendAsync(Plane(_test), "GET", "products")).Body!["value"]!.AsArray();

        Assert.Equal(_test.Model.Products.Keys.Order(StringComparer.Ordinal), products.Select(each => (string)each!["name"]!));
    }

    [Theory]
    [InlineData("another", "127.0.0.1", "2024-05-01", 401, "AuthenticationFailed")]
    [InlineData("token", "192.0.2.1", "2024-05-01", 403, "AuthorizationFailed")]
    [InlineData("token", "127.0.0.1", "2019-01-01", 400, "InvalidApiVersionParameter")]
    public async Task Caller_WithoutTheTokenOrFromElsewhere_IsRefused(string token, string address, string version, int status, string code)
    {
        var answer = await SendAsync(Plane(_test), "GET", "products", token: token, address: address, version: version);

        Assert.Equal((status, code), (answer.Status, (string?)answer.Body!["error"]!["code"]));
    }

    private ManagementPlane Plane(PolicyTest test)
        => new(new(test.Model, Path.Combine(_folder.FullName, "state.json")), "token", test.Clock);

    private static async Task<Answer> PutAsync(ManagementPlane plane)
    {
        await SendAsync(plane, "PUT", "users/u", """{"properties":{"firstName":"A","lastName":"B","email":"u@example.com"}}""");
        return await SendAsync(plane, "PUT", "subscriptions/one", Active);
    }

    private static async Task<(int Status, string? Code)> CodeAsync(
        ManagementPlane plane, string method, string path, string? body = null, string query = "")
        => await SendAsync(plane, method, path, body, query: query) is var answer
            ? (answer.Status, (string?)answer.Body!["error"]!["code"])
            : default;

    private static async Task<IEnumerable<string>> NamesAsync(ManagementPlane plane, string list)
        => (await SendAsync(plane, "GET", list)).Body!["value"]!.AsArray().Select(each => (string)each!["name"]!);

    private static Task<Answer> ReportAsync(ManagementPlane plane, string from, string to) => SendAsync(
        plane, "GET", "reports/bySubscription", query: $"&$filter=timestamp ge datetime'{from}' and timestamp le datetime'{to}'");

    private async Task<int> CallAsync(string key) => (await _test.SendAsync("POST", "/inference/v1/predict", key, "{}")).Status;

    private static async Task<Answer> SendAsync(
        ManagementPlane plane, string method, string path, string? body = null, string? ifMatch = null, string token = "token",
        string address = "127.0.0.1", string version = "2024-05-01", string query = "")
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
        (http.Request.Method, http.Request.Path) = (method, $"{Service}/{path}");
        http.Request.QueryString = new($"?api-version={version}{query}");
        http.Request.Headers.Authorization = $"Bearer {token}";
        if (ifMatch is not null)
            http.Request.Headers.IfMatch = ifMatch;
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body ?? ""));
        var answer = new MemoryStream();
        http.Response.Body = answer;
        Assert.True(ManagementPlane.IsManagement(http.Request.Path));
        await plane.HandleAsync(http);
        return new(
            http.Response.StatusCode, answer.Length == 0 ? null : JsonNode.Parse(answer.ToArray()), http.Response.Headers.ETag.ToString());
    }

    private sealed record Answer(int Status, JsonNode? Body, string ETag);
}
