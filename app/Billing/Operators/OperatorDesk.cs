using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Platform.Billing.Auditing;
using Platform.Billing.Closing;
using Platform.Billing.Corrections;
using Platform.Billing.Credits;
using Platform.Billing.Data;

namespace Platform.Billing.Operators;

/// <summary>
/// Takes operators' calls: who it is, what it says, all of it or nothing, the audit, and one message of what cannot be done.
/// </summary>
internal sealed class OperatorDesk(OperatorGate gate, Database database, TimeProvider time)
{
    private const int LongestBody = 64 * 1024, LongestReason = 1000;

    /// <summary>Answers a question.</summary>
    public Task ReadAsync(HttpContext context, Func<System.Data.Common.DbConnection, Task<IResult>> read) => AnswerAsync(context, async _ =>
    {
        await using var connection = await database.OpenAsync(context.RequestAborted);
        return await read(connection);
    });

    /// <summary>Does what is asked for.</summary>
    /// <param name="context">The call.</param>
    /// <param name="type">Of its body.</param>
    /// <param name="what">The action and its subject, as the audit has them.</param>
    /// <param name="act">Does it.</param>
    public Task ActAsync<T>(
        HttpContext context, JsonTypeInfo<T> type, Func<T, (string Action, string Subject)> what,
        Func<OperatorCall, T, Task<JsonObject>> act)
        where T : class, OperatorRequests.IReasoned => AnswerAsync(context, async actor =>
        {
            var (request, detail) = await BodyAsync(context, type);
            var (action, subject) = what(request);
            var done = await database.InTransactionAsync(
                async transaction =>
                {
                    await Lease.LockAsync(transaction);
                    var result = await act(new OperatorCall(transaction, actor, time.GetUtcNow()), request);
                    await AuditLog.WriteAsync(
                        transaction, new AuditEntry(actor, action, subject, request.Reason, detail), time.GetUtcNow());
                    return result;
                },
                CancellationToken.None);
            return Results.Json<JsonNode>(done, JsonSerializerOptions.Web);
        });

    private async Task AnswerAsync(HttpContext context, Func<string, Task<IResult>> answer)
        => await (await ResultAsync(context, answer)).ExecuteAsync(context);

    private async Task<IResult> ResultAsync(HttpContext context, Func<string, Task<IResult>> answer)
    {
        try
        {
            return await answer(await gate.AdmitAsync(context));
        }
        catch (OperatorException refused)
        {
            return Refuse(refused.Message, refused.Status);
        }
        catch (Exception refused) when (refused is CorrectionException or CreditException or AdjustmentException)
        {
            return Refuse(refused.Message, StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static async Task<(T Request, string Detail)> BodyAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class, OperatorRequests.IReasoned
    {
        if (context.Request.ContentLength is not (> 0 and <= LongestBody))
            throw new OperatorException(
                $"the call has no body, or one above {LongestBody} bytes; expected a JSON object", StatusCodes.Status400BadRequest);
        var request = await ReadAsync(context, type)
            ?? throw new OperatorException("the body is null; expected a JSON object", StatusCodes.Status400BadRequest);
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > LongestReason)
            throw new OperatorException(
                $"the reason is missing, or longer than {LongestReason} characters; the audit keeps it", StatusCodes.Status400BadRequest);
        return (request, JsonSerializer.Serialize(request, type));
    }

    private static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted);
        }
        catch (JsonException refused)
        {
            throw new OperatorException(OperatorBody.Fault(refused, type), StatusCodes.Status400BadRequest);
        }
    }

    private static IResult Refuse(string message, int status)
        => Results.Json<JsonNode>(new JsonObject { ["error"] = message }, JsonSerializerOptions.Web, statusCode: status);
}
