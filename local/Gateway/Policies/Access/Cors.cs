using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Access;

/// <summary>https://learn.microsoft.com/azure/api-management/cors-policy</summary>
internal sealed class Cors : PolicyStatement
{
    private readonly PolicyValue? _credentials;
    private readonly PolicyValue? _terminate;
    private readonly PolicyValue[] _origins;
    private readonly PolicyValue[] _methods;
    private readonly PolicyValue[] _headers;
    private readonly PolicyValue[] _exposed;
    private readonly PolicyValue? _maxAge;

    public Cors(PolicyElement element) : base(element)
    {
        (_credentials, _terminate) = (element.Optional("allow-credentials"), element.Optional("terminate-unmatched-request"));
        _origins = element.List("allowed-origins", "origin");
        if (element.OnlyChild("allowed-methods") is { } methods)
        {
            _maxAge = methods.Optional("preflight-result-max-age");
            _methods = methods.Finish(methods.Children("method").Select(each => each.Finish(each.Text())).ToArray());
        }
        else
            _methods = [new("GET", null), new("POST", null)];
        _headers = element.List("allowed-headers", "header");
        _exposed = element.List("expose-headers", "header");
        if (_origins.Length == 0 || _headers.Length == 0)
            throw element.Position.Error("<cors> needs <allowed-origins> with an <origin>, and <allowed-headers> with a <header>");
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (call.Http.Request.Headers.Origin.ToString() is not { Length: > 0 } origin)
            return Flow.Next;
        if (!await HasAsync(call, _origins, origin))
        {
            if (call.Method is not ("GET" or "HEAD") || !await EndsAsync(call))
                return Flow.Next;
            call.Response = new();
            call.Response.Write("");
            return Flow.Ended;
        }

        var (credentials, exposed) = (await AreAllowedAsync(call), await JoinAsync(call, _exposed));
        call.OnSend.Add(headers =>
        {
            headers.AccessControlAllowOrigin = origin;
            headers.Vary = "Origin";
            if (credentials)
                headers.AccessControlAllowCredentials = "true";
            if (exposed.Length > 0)
                headers.AccessControlExposeHeaders = exposed;
        });
        return Flow.Next;
    }

    /// <returns>Whether the answer is final, be it an empty one that allows nothing.</returns>
    public async ValueTask<bool> PreflightAsync(GatewayCall call)
    {
        var asked = call.Http.Request.Headers;
        call.Response = new();
        call.Response.Write("");
        var names = asked.AccessControlRequestHeaders.ToString().Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!await HasAsync(call, _origins, asked.Origin.ToString())
            || !await HasAsync(call, _methods, asked.AccessControlRequestMethod.ToString()))
            return await EndsAsync(call);
        foreach (var name in names)
            if (!await HasAsync(call, _headers, name))
                return await EndsAsync(call);
        IHeaderDictionary answer = call.Response.Fields;
        answer.AccessControlAllowOrigin = asked.Origin;
        answer.AccessControlAllowMethods = asked.AccessControlRequestMethod;
        if (names.Length > 0)
            answer.AccessControlAllowHeaders = string.Join(',', names);
        if (await AreAllowedAsync(call))
            answer.AccessControlAllowCredentials = "true";
        answer.AccessControlMaxAge = _maxAge is null ? "0" : await _maxAge.TextAsync(call);
        return true;
    }

    private async ValueTask<bool> EndsAsync(GatewayCall call) => _terminate is not null && await _terminate.IsTrueAsync(call);

    private async ValueTask<bool> AreAllowedAsync(GatewayCall call) => _credentials is not null && await _credentials.IsTrueAsync(call);

    private static async ValueTask<bool> HasAsync(GatewayCall call, PolicyValue[] allowed, string given)
    {
        foreach (var value in allowed)
            if (await value.TextAsync(call) is var text
                && (text == "*" || text.TrimEnd('/').Equals(given, StringComparison.OrdinalIgnoreCase)))
                return true;
        return false;
    }

    private static async ValueTask<string> JoinAsync(GatewayCall call, PolicyValue[] values)
    {
        var texts = new List<string>();
        foreach (var value in values)
            texts.Add(await value.TextAsync(call));
        return string.Join(',', texts);
    }
}
