using Microsoft.AspNetCore.Http.Features;
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
internal sealed class GatewayPipeline(GatewayModel model, TimeProvider clock, ILogger log)
{
    private readonly OperationFinder _finder = new(model.Apis);
    private readonly SubscriptionKeys _keys = new(model);

    public async Task HandleAsync(HttpContext http)
    {
        var call = new GatewayCall(http, clock, model.Limits, log);
        try
        {
            await AnswerAsync(call);
            await AnswerSender.SendAsync(call);
        }
        finally
        {
            foreach (var end in call.OnEnd)
                end();
        }

        if (call.Subscription is { } subscription)
            model.Counts.Add(call.Timestamp, subscription.Id, call.Response!.StatusCode);
    }

    private async ValueTask AnswerAsync(GatewayCall call)
    {
        var policy = model.Global;
        try
        {
            CheckUrl(call.Http);
            _finder.Find(call);
            if (IsPreflight(call))
            {
                await PreflightAsync(call);
                return;
            }

            _keys.Authorize(call);
            policy = model.Effective(call.Product, call.Api!, call.Operation);
            await RunAsync(policy, call);
        }
        catch (PolicyFault fault)
        {
            if (call.Api is not null)
                policy = model.Effective(call.Product, call.Api, call.Operation);
            await FailAsync(policy, fault, call);
        }
    }

    private static void CheckUrl(HttpContext http)
    {
        if (http.Features.Get<IHttpRequestFeature>()!.RawTarget.Length is > ServiceLimits.UrlBytes and var length)
            throw new PolicyFault(414, "UrlTooLong", $"The URL has {length} bytes; allowed: {ServiceLimits.UrlBytes}.");
    }

    private static bool IsPreflight(GatewayCall call)
        => call.Method == "OPTIONS" && call.Operation!.Method != "OPTIONS" && call.Http.Request.Headers.Origin.Count > 0;

    // Only cors is evaluated, of all scopes that stand above, and what stands first:
    // https://learn.microsoft.com/azure/api-management/cors-policy
    private async ValueTask PreflightAsync(GatewayCall call)
    {
        foreach (var cors in model.Effective(null, call.Api!, call.Operation).Inbound.OfType<Cors>())
            if (await cors.PreflightAsync(call))
                return;
        call.Response ??= new();
    }

    private static async ValueTask RunAsync(PolicyDocument policy, GatewayCall call)
    {
        var flow = await PolicyStatement.RunAsync(policy.Inbound, call);
        if (flow == Flow.Next)
            flow = await PolicyStatement.RunAsync(policy.Backend, call);
        await CountAsync(call);
        if (flow != Flow.Ended && await PolicyStatement.RunAsync(policy.Outbound, call) != Flow.Ended)
            call.ShowsLimits = true;
    }

    private static async ValueTask CountAsync(GatewayCall call)
    {
        foreach (var counting in call.OnAnswer)
            await counting();
        call.OnAnswer.Clear();
    }

    private async ValueTask FailAsync(PolicyDocument policy, PolicyFault fault, GatewayCall call)
    {
        call.LastError ??= new(fault.Step ?? "", fault.Reason, fault.Message, null, "inbound", null, null);
        if (fault.Status >= 500)
            log.Failed(call.RequestId, call.Method, call.Http.Request.Path, call.LastError.Source, fault.Reason, fault.Message);
        if (call.Response?.Backend is { } backend)
            await backend.AbandonAsync();
        call.Response = Refusal(fault, call);
        try
        {
            await CountAsync(call);
            await PolicyStatement.RunAsync(policy.OnError, call);
        }
        catch (PolicyFault second)
        {
            // The answer to the first error stays
            log.Failed(call.RequestId, call.Method, call.Http.Request.Path, "on-error", second.Reason, second.Message);
        }
    }

    private static CallResponse Refusal(PolicyFault fault, GatewayCall call)
    {
        var answer = new CallResponse { StatusCode = fault.Status };
        foreach (var (name, value) in fault.Headers)
            answer.Fields[name] = value;
        answer.Fields.ContentType = "application/json";
        answer.Write(fault.Status == 500
            ? $$"""{ "statusCode": 500, "message": "Internal server error", "activityId": "{{call.RequestId}}" }"""
            : $$"""{ "statusCode": {{fault.Status}}, "message": {{JsonConvert.ToString(fault.Body)}} }""");
        return answer;
    }
}
