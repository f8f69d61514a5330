using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Http;
using Platform.Inference.Json;
using Platform.Inference.Security;
using Platform.Inference.Serving;
using Platform.Inference.Usage;

namespace Platform.Inference.Generation.Http;

/// <summary>What every request about texts goes through, whatever it asks for: credential, body, memory, errors.</summary>
internal sealed class TextDoor(
    GatewayGuard gateway, IUsageSink usage, Drain drain, ErrorAnswers errors, IOptions<LimitsOptions> limits, MemoryBudget budget)
{
    private static readonly JsonDocumentOptions _json = new() { AllowDuplicateProperties = false };

    /// <param name="context">The request.</param>
    /// <param name="answer">Answers it, or throws what is then answered.</param>
    public Task HandleAsync(HttpContext context, Func<TextRequest, Task> answer) => AdmitAsync(context, async () =>
    {
        if (usage.Fault is { } fault)
            throw new RefusedException($"{fault}; try again later");
        using var body = new PooledBytes();
        var memory = new Reservation();
        memory.Open(budget);
        try
        {
            using var document = await ReadAsync(context, body, memory);
            await answer(new TextRequest(context, document.RootElement, body, memory));
        }
        finally
        {
            memory.Close();
        }
    });

    /// <summary>Of a request without a body, which costs no more than to be read.</summary>
    public Task HandleEmptyAsync(HttpContext context, Func<Task> answer) => AdmitAsync(context, answer);

    private async Task AdmitAsync(HttpContext context, Func<Task> answer)
    {
        drain.Enter();
        errors.Prepare(context);
        try
        {
            gateway.Check(context);
            await answer();
        }
        catch (Exception exception)
        {
            await errors.AnswerAsync(context, exception);
        }
        finally
        {
            drain.Leave();
        }
    }

    /// <summary>How long a request may wait to be started: its header's, else the server's.</summary>
    /// <exception cref="ProtocolException">400: the header is no time.</exception>
    public TimeSpan TimeoutOf(HttpRequest request)
        => RequestTimeout.Of(request) ?? TimeSpan.FromMilliseconds(limits.Value.RequestTimeoutMilliseconds);

    private static async Task<JsonDocument> ReadAsync(HttpContext context, PooledBytes body, Reservation memory)
    {
        ContentTypes.RefuseOther(context.Request.ContentType);
        await RequestBody.ReadAsync(context, body, memory);
        if (body.Length == 0)
            throw ProtocolException.BadRequest("the request has no body; expected an object of JSON");
        HalfCharacters.RefuseBytes(body.Written.Span);
        var document = Parse(body);
        try
        {
            HalfCharacters.Refuse(body.Written.Span, document.RootElement);
            return document;
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    private static JsonDocument Parse(PooledBytes body)
    {
        try
        {
            return JsonDocument.Parse(body.Written, _json);
        }
        catch (InvalidOperationException exception)
        {
            throw HalfCharacters.InName(exception);
        }
        catch (JsonException exception) when (exception.LineNumber is null)
        {
            throw new ProtocolException(
                Fault.Invalid, "the body has a field twice, and readers would differ in which of them counts", exception);
        }
        catch (JsonException exception)
        {
            throw new ProtocolException(
                Fault.Invalid, $"the body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})",
                exception);
        }
    }
}
