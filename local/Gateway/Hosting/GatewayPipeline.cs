using Newtonsoft.Json;
using Platform.Gateway.Calls;
using Platform.Gateway.Model;
using Platform.Gateway.Policies;
using Platform.Gateway.Policies.Access;

namespace Platform.Gateway.Hosting;

/// <summary>
/// A call from its first byte to its last: the operation, the key, the sections in their order, <c>on-error</c> if something goes wrong.
/// https://learn.microsoft.com/azure/api-management/api-management-howto-policies
/// </summary>
internal sealed class GatewayPipeline(GatewayModel model, TimeProvider clock)
{
    public async Task HandleAsync(HttpContext http)
    {
        var call = new GatewayCall(http, clock);
        var policy = model.Global;
        try
        {
            FindOperation(call);
            if (IsPreflight(call))
                await PreflightAsync(call);
            else
            {
                Authorize(call);
                policy = model.Effective(call.Product, call.Api!, call.Operation);
                await RunAsync(policy, call);
            }
        }
        catch (PolicyFault fault)
        {
            if (call.Api is not null)
                policy = model.Effective(call.Product, call.Api, call.Operation);
            await FailAsync(policy, fault, call);
        }

        await SendAsync(call);
        if (call.Subscription is { } subscription)
            model.Counts.Add(call.Timestamp, subscription.Id, call.Response!.StatusCode);
    }

    private void FindOperation(GatewayCall call)
    {
        var path = call.OriginalUrl.Path;
        var preflight = call.Method == "OPTIONS" ? call.Http.Request.Headers.AccessControlRequestMethod.ToString() : "";
        foreach (var api in model.Apis)
        {
            if (!path.StartsWith(api.Prefix, StringComparison.OrdinalIgnoreCase) || path.Length > api.Prefix.Length && path[api.Prefix.Length] != '/')
                continue;
            var rest = path[api.Prefix.Length..];
            call.Api = api;
            call.Operation = Find(api, call.Method, rest) ?? (preflight.Length > 0 ? Find(api, preflight, rest) : null);
            if (call.Operation is null)
                break;
            (call.MatchedPath, call.BackendPath, call.BackendQuery) = (rest, rest, call.OriginalUrl.QueryString);
            return;
        }

        call.Api = null;
        throw new PolicyFault(404, "OperationNotFound", "Unable to match incoming request to an operation.", "Resource not found")
        {
            Step = "configuration",
        };
    }

    private static Operation? Find(Api api, string method, string rest)
    {
        foreach (var operation in api.Operations)
            if (operation.Method.Equals(method, StringComparison.OrdinalIgnoreCase) && operation.Matches(rest))
                return operation;
        return null;
    }

    private static bool IsPreflight(GatewayCall call) =>
        call.Method == "OPTIONS" && call.Operation!.Method != "OPTIONS" && call.Http.Request.Headers.Origin.Count > 0;

    // Only cors is evaluated, of all scopes that stand above
    private async ValueTask PreflightAsync(GatewayCall call)
    {
        foreach (var cors in model.Effective(null, call.Api!, call.Operation).Inbound.OfType<Cors>())
            if (await cors.PreflightAsync(call))
                return;
        call.Response ??= new();
    }

    private void Authorize(GatewayCall call)
    {
        var names = call.Api!.SubscriptionKeyParameterNames;
        var key = call.Headers.GetValueOrDefault(names.Header) ?? call.OriginalUrl.Query.GetValueOrDefault(names.Query);
        if (string.IsNullOrEmpty(key))
        {
            call.Product = model.Products.Values.FirstOrDefault(product => !product.SubscriptionRequired && product.Included.Contains(call.Api));
            if (call.Product is null && call.Api.SubscriptionRequired)
                throw Denied(call, "SubscriptionKeyNotFound",
                    "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.");
            return;
        }

        if (model.Subscriptions.Find(key) is not { IsActive: true } subscription || !Covers(subscription, call))
            throw Denied(call, "SubscriptionKeyInvalid",
                "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.");
        call.Subscription = subscription;
    }

    private bool Covers(Subscription subscription, GatewayCall call)
    {
        if (subscription.Scope.Trim('/').Split('/') is not [var kind, var id])
            return subscription.Scope.Trim('/') is "apis" or "";
        if (kind == "apis")
            return id == call.Api!.Id;
        if (!model.Products.TryGetValue(id, out var product) || !product.Included.Contains(call.Api!))
            return false;
        call.Product = product;
        return true;
    }

    private static PolicyFault Denied(GatewayCall call, string reason, string message)
    {
        var fault = new PolicyFault(401, reason, message) { Step = "authorization" };
        var realm = $"{call.OriginalUrl.Scheme}://{call.Http.Request.Host}{call.Api!.Prefix}";
        fault.Headers.Add(("WWW-Authenticate", $"AzureApiManagementKey realm=\"{realm}\",name=\"{KeyNames.Default.Header}\",type=\"header\""));
        return fault;
    }

    private static async ValueTask RunAsync(PolicyDocument policy, GatewayCall call)
    {
        var flow = await PolicyStatement.RunAsync(policy.Inbound, call);
        if (flow == Flow.Next)
            flow = await PolicyStatement.RunAsync(policy.Backend, call);
        foreach (var counting in call.OnAnswer)
            counting();
        call.OnAnswer.Clear();
        if (flow != Flow.Ended && await PolicyStatement.RunAsync(policy.Outbound, call) != Flow.Ended)
            call.OnSend.Add(headers =>
            {
                foreach (var (name, value) in call.AnswerHeaders)
                    headers[name] = value;
            });
    }

    private static async ValueTask FailAsync(PolicyDocument policy, PolicyFault fault, GatewayCall call)
    {
        call.LastError ??= new(fault.Step ?? "", fault.Reason, fault.Message, null, "inbound", null, null);
        if (call.Response?.Backend is { } backend)
            await backend.AbandonAsync();
        call.Response = new() { StatusCode = fault.Status };
        foreach (var (name, value) in fault.Headers)
            call.Response.Fields[name] = value;
        call.Response.Fields["Content-Type"] = "application/json";
        call.Response.Write(fault.Status == 500
            ? $$"""{ "statusCode": 500, "message": "Internal server error", "activityId": "{{call.RequestId}}" }"""
            : $$"""{ "statusCode": {{fault.Status}}, "message": {{JsonConvert.ToString(fault.Body)}} }""");
        try
        {
            await PolicyStatement.RunAsync(policy.OnError, call);
        }
        catch (PolicyFault)
        {
            // The answer to the first error stays
        }
    }

    private static async ValueTask SendAsync(GatewayCall call)
    {
        var answer = call.Response ??= new();
        if (answer is { Content: null, Backend: { } backend })
        {
            await backend.SendAsync(() => WriteHead(call, answer));
            return;
        }

        if (answer.Backend is { } read)
            await read.AbandonAsync();
        if (answer.Content is null)
            answer.Write("");
        WriteHead(call, answer);
        if (call.Method != "HEAD" && answer.Content!.Length > 0 && answer.StatusCode is not (204 or 304))
            await call.Http.Response.Body.WriteAsync(answer.Content, call.Http.RequestAborted);
    }

    private static void WriteHead(GatewayCall call, CallResponse answer)
    {
        var response = call.Http.Response;
        response.StatusCode = answer.StatusCode;
        call.Http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseFeature>()!.ReasonPhrase = answer.StatusReason;
        foreach (var (name, values) in answer.Fields)
            if (!name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) && !name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
                response.Headers[name] = values;
        foreach (var change in call.OnSend)
            change(response.Headers);
    }
}
