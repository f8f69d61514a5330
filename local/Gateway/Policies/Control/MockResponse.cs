using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Control;

/// <summary>An answer without a body, as this gateway keeps no examples: https://learn.microsoft.com/azure/api-management/mock-response-policy</summary>
internal sealed class MockResponse(PolicyElement element) : PolicyStatement(element)
{
    private readonly int _status = element.Number("status-code", 100, 599) ?? 200;
    private readonly string? _type = element.Literal("content-type");

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (call.Response?.Backend is { } backend)
            await backend.AbandonAsync();
        call.Response = new() { StatusCode = _status };
        if (_type is not null)
            call.Response.Fields["Content-Type"] = _type;
        call.Response.Write("");
        return Flow.Ended;
    }
}
