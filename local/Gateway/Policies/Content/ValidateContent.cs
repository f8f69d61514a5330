using System.Net.Http.Headers;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Content;

/// <summary>
/// The size and the type of a body, by what the operation's document names; not its schema, which stops the start:
/// https://learn.microsoft.com/azure/api-management/validate-content-policy
/// </summary>
internal sealed class ValidateContent : PolicyStatement
{
    private static readonly string[] _actions = ["ignore", "prevent", "detect"];

    private readonly string _unspecified;
    private readonly string _exceeded;
    private readonly int _most;
    private readonly string? _variable;

    public ValidateContent(PolicyElement element) : base(element)
    {
        element.Required("unspecified-content-type-action");
        element.Required("size-exceeded-action");
        _unspecified = element.Literal("unspecified-content-type-action", _actions);
        _exceeded = element.Literal("size-exceeded-action", _actions);
        _most = element.RequiredNumber("max-size", 1, 102_400);
        _variable = element.Literal("errors-variable-name");
        if (element.Children("content") is [var content, ..])
            throw content.Position.Error("<content> validates by a schema, which is not done here; size and type are");
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        var (given, length) = IsOfAnswer ? await AnswerAsync(call) : await RequestAsync(call);
        if (length == 0)
            return Flow.Next;
        if (length > _most)
            Act(call, _exceeded, $"Body of the {What} is {length} bytes; the limit is {_most}.");
        var type = MediaTypeHeaderValue.TryParse(given, out var parsed) ? parsed.MediaType! : "";
        if (!Specified(call).Contains(type, StringComparer.OrdinalIgnoreCase))
            Act(call, _unspecified, $"Content type '{type}' of the {What} is not specified.");
        return Flow.Next;
    }

    private string What => IsOfAnswer ? "response" : "request";

    private IEnumerable<string> Specified(GatewayCall call) => (call.Operation, IsOfAnswer) switch
    {
        (null, _) => [],
        ({ } operation, false) => operation.RequestTypes,
        ({ } operation, true) => operation.Answers.Select(answer => answer.Type),
    };

    private static async ValueTask<(string? Type, long Length)> RequestAsync(GatewayCall call)
    {
        await call.BufferRequestAsync();
        return (call.Http.Request.ContentType, call.Http.Request.ContentLength ?? 0);
    }

    private static async ValueTask<(string? Type, long Length)> AnswerAsync(GatewayCall call)
    {
        if (call.Response is not { } answer)
            return (null, 0);
        await answer.BufferAsync(call.Http.RequestAborted);
        return (answer.Fields["Content-Type"].ToString(), answer.Content?.Length ?? 0);
    }

    private void Act(GatewayCall call, string action, string message)
    {
        if (action == "ignore")
            return;
        if (_variable is not null)
            call.Variables[_variable] = message;
        if (action == "prevent")
            throw new PolicyFault(IsOfAnswer ? 502 : 400, "ValidationFailed", message);
    }
}
