using System.Globalization;
using Platform.Gateway.Calls;
using Platform.Gateway.Model;

namespace Platform.Gateway.Policies.Control;

/// <summary>
/// The example of the operation's document, else nothing: https://learn.microsoft.com/azure/api-management/mock-response-policy
/// </summary>
internal sealed class MockResponse(PolicyElement element) : PolicyStatement(element)
{
    private readonly int _status = element.Number("status-code", 100, 599) ?? 200;
    private readonly string? _type = element.Literal("content-type");

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (call.Response?.Backend is { } backend)
            await backend.AbandonAsync();
        var example = Find(call.Operation?.Answers ?? []);
        call.Response = new() { StatusCode = _status };
        if ((_type ?? example?.Type) is { } type)
            call.Response.Fields.ContentType = type;
        call.Response.Write(example?.Example ?? "");
        return Flow.Ended;
    }

    private AnswerDocument? Find(IEnumerable<AnswerDocument> answers)
    {
        var status = _status.ToString(CultureInfo.InvariantCulture);
        return answers.Where(
            each => each.Status == status && (_type is null || each.Type.Equals(_type, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(each => each.Example is null).FirstOrDefault();
    }
}
