using Microsoft.AspNetCore.Http.Features;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Hosting;

/// <summary>Sends what policies have made of an answer.</summary>
internal static class AnswerSender
{
    public static async ValueTask SendAsync(GatewayCall call)
    {
        var answer = call.Response ??= new();
        if (answer is { Content: null, Backend: { } backend })
        {
            if (call.OnPiece is { } watch)
                call.Http.Response.Body = new WatchedBody(call.Http.Response.Body, watch);
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
        call.Http.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = answer.StatusReason;
        foreach (var (name, values) in answer.Fields)
            if (!name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)
                && !name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
                response.Headers[name] = values;
        if (call.ShowsLimits)
            foreach (var (name, value) in call.AnswerHeaders)
                response.Headers[name] = value;
        foreach (var change in call.OnSend)
            change(response.Headers);
    }
}
