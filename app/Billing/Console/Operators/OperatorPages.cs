using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Platform.Billing.Auditing;
using Platform.Billing.Console.Accounts;
using Platform.Billing.Console.Pages;
using Platform.Billing.Data;
using Platform.Billing.Operators;

namespace Platform.Billing.Console.Operators;

/// <summary>
/// What operators see and decide, behind their role. They read the lists of the operator's API, and every act is in its audit.
/// </summary>
internal sealed class OperatorPages(Database database, IOptions<ConsoleOptions> options, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder app, ConsoleDesk desk)
    {
        app.MapGet("/console/operator", (HttpContext context) => desk.ShowAsync(context, Need.Operator, async call =>
            ConsoleDesk.Page<OperatorPage>(
                call, await OperatorHomeReader.ReadAsync(call.Connection, options.Value.MonthlyCostMicros, time.GetUtcNow()))));
        app.MapGet("/console/operator/drift", (HttpContext context) => desk.ShowAsync(context, Need.Operator, async call =>
            ConsoleDesk.Page<DriftPage>(call, await DriftPageReader.ReadAsync(call.Connection, context.Request.Query["day"].ToString()))));
        app.MapGet(
            "/console/operator/{list}",
            (HttpContext context, string list) => desk.ShowAsync(context, Need.Operator, call => ListAsync(call, list)));
        app.MapGet(
            "/console/operator/invoices/{number}.{form}",
            (HttpContext context, string number, string form) => desk.ShowAsync(context, Need.Operator, call =>
                FoundAsync(call, () => DocumentReader.InvoiceAsync(context, call.Connection, number, form))));
        app.MapPost(
            "/console/operator/requests/{id}/approve",
            (HttpContext context, string id) => desk.ActAsync(context, Need.Operator, call => DecideAsync(call, id, isApproved: true)));
        app.MapPost(
            "/console/operator/requests/{id}/refuse",
            (HttpContext context, string id) => desk.ActAsync(context, Need.Operator, call => DecideAsync(call, id, isApproved: false)));
        app.MapPost(
            "/console/operator/charges/{charge}/release",
            (HttpContext context, string charge) => desk.ActAsync(context, Need.Operator, call => ActAsync(
                call, "release charge", charge, "charges?state=quarantined&said=released",
                one => OperatorActions.ReleaseChargeAsync(one, charge))));
        app.MapPost("/console/operator/logs/resume", (HttpContext context) => desk.ActAsync(context, Need.Operator, ResumeAsync));
    }

    private static Task<IResult> ListAsync(ConsoleCall call, string list) => FoundAsync(call, async () =>
    {
        var query = call.Context.Request.Query.Where(pair => pair.Key is "state" or "of" or "after").ToDictionary();
        query["limit"] = OperatorTable.Size.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var rows = await OperatorLists.ReadAsync(
            call.Connection, list, new QueryCollection(query), call.Context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        var kept = query.Where(pair => pair.Key is "state" or "of")
            .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value.ToString())}");
        return ConsoleDesk.Page<OperatorListPage>(call, new OperatorTable(
            list, [.. rows.FirstOrDefault()?.AsObject().Select(cell => cell.Key) ?? []],
            [.. rows.Select(row => row!.AsObject().ToDictionary(cell => cell.Key, cell => Text(cell.Key, cell.Value)))],
            rows.Count == OperatorTable.Size
                ? string.Join('&', [.. kept, $"after={Uri.EscapeDataString((string)rows[^1]!["key"]!)}"])
                : null));
    });

    private static string Text(string column, JsonNode? value) => value switch
    {
        null => "",
        JsonValue number when column.EndsWith("_micros", StringComparison.Ordinal) && number.TryGetValue<long>(out var micros) =>
            (micros / 1_000_000m).ToString("#,0.00####", System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() is var text && text.Length > 300 ? $"{text[..300]}…" : text,
    };

    private Task<IResult> ResumeAsync(ConsoleCall call)
    {
        var log = call.Form["log"].ToString();
        return ActAsync(call, "resume log", log, "logs?said=released", one => OperatorActions.ResumeLogAsync(one, log));
    }

    private Task<IResult> DecideAsync(ConsoleCall call, string id, bool isApproved) => ActAsync(
        call, isApproved ? "approve plan" : "refuse plan", id, "?said=decided",
        async one => await PlanRequests.DecideAsync(one.Transaction, id, isApproved, one.Actor, one.Now)
            ? []
            : throw new OperatorException("somebody has decided on it, or it was withdrawn", StatusCodes.Status404NotFound));

    private Task<IResult> ActAsync(ConsoleCall call, string action, string subject, string next, Func<OperatorCall, Task<JsonObject>> act)
        => FoundAsync(call, async () =>
        {
            var actor = call.View.Person!.Email;
            await database.InTransactionAsync(
                async transaction =>
                {
                    await Lease.LockAsync(transaction);
                    if (!await Security.FormStore.TryUseAsync(transaction, call.Once, time.GetUtcNow()))
                        return;
                    await act(new OperatorCall(transaction, actor, time.GetUtcNow()));
                    await AuditLog.WriteAsync(
                        transaction, new AuditEntry(actor, action, subject, "at the console", "{}"), time.GetUtcNow());
                },
                CancellationToken.None);
            return Results.LocalRedirect($"/console/operator{(next.StartsWith('?') ? "" : "/")}{next}");
        });

    private static async Task<IResult> FoundAsync(ConsoleCall call, Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (OperatorException refused)
        {
            return ConsoleDesk.Problem(call.Context, refused.Message, refused.Status);
        }
    }
}
