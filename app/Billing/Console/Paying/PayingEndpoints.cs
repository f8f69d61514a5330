using Dapper;
using Microsoft.Extensions.Options;
using Platform.Billing.Charging;
using Platform.Billing.Console.Pages;
using Platform.Billing.Console.Security;
using Platform.Billing.Data;
using Platform.Billing.Operators;
using Platform.Billing.Payments;

namespace Platform.Billing.Console.Paying;

/// <summary>Payment methods, approved at the provider, and invoices. Every id is looked up with the account of who is signed in.</summary>
internal sealed class PayingEndpoints(
    Database database, IEnumerable<IPaymentProvider> providers, IOptions<ConsoleOptions> options, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder app, ConsoleDesk desk)
    {
        app.MapGet("/console/billing", (HttpContext context) => desk.ShowAsync(context, Need.Customer, ShowAsync));
        app.MapPost("/console/billing/methods", (HttpContext context) => desk.ActAsync(context, Need.Customer, StartAsync));
        app.MapGet(
            "/console/billing/methods/{id}/approved",
            (HttpContext context, string id) => desk.ShowAsync(context, Need.Customer, call => FinishAsync(call, id)));
        app.MapPost(
            "/console/billing/methods/{id}/remove",
            (HttpContext context, string id) => desk.ActAsync(context, Need.Customer, call => RemoveAsync(call, id)));
        app.MapGet(
            "/console/invoices/{number}.{form}",
            (HttpContext context, string number, string form) => desk.ShowAsync(
                context, Need.Customer, call => DocumentAsync(call, number, form)));
    }

    private async Task<IResult> ShowAsync(ConsoleCall call)
    {
        var account = new { call.Customer.Account.Id };
        var methods = await call.Connection.QueryAsync<MethodRow>(
            "SELECT id AS Id, provider AS Provider, label AS Label FROM payment_method WHERE account = @Id AND state = 'ready' ORDER BY "
            + "made DESC, id DESC LIMIT 10", account);
        var invoices = await call.Connection.QueryAsync<InvoiceRow>(
            """
            SELECT i.number AS Number, i.issued AS IssuedAt, i.due AS DueAt, i.total_micros AS TotalMicros, i.credited_micros AS CreditedMicros, i.currency AS Currency, i.state AS State
            FROM subscription s JOIN invoice i ON i.sid = s.sid WHERE s.account = @Id ORDER BY i.issued DESC, i.number DESC LIMIT 60
            """,
            account);
        return ConsoleDesk.Page<BillingPage>(call, new BillingModel(
            [.. methods], [.. invoices], [.. providers.Select(provider => provider.Name)],
            call.Context.Request.Query.ContainsKey("return")
                ? ReturnAddress.Of(call.Context.Request.Query["return"])
                : "/console/billing"));
    }

    /// <summary>The same form gives the same approval.</summary>
    private async Task<IResult> StartAsync(ConsoleCall call)
    {
        var asked = call.Form["provider"].ToString();
        if (providers.FirstOrDefault(one => one.Name == asked) is not { } provider)
            return ConsoleDesk.Problem(call.Context, Texts.NoProvider, StatusCodes.Status422UnprocessableEntity);
        var (id, back) = ($"pm-{call.Once}", ReturnAddress.Of(call.Form["return"]));
        var console = new Uri(options.Value.Address!, "/console/");
        try
        {
            var start = await provider.StartMethodAsync(
                id, new Uri(console, $"billing/methods/{id}/approved?return={Uri.EscapeDataString(back)}"),
                new Uri(console, "billing?said=method-cancelled"), call.Aborted);
            await database.InTransactionAsync(
                transaction => MethodStore.AddAsync(transaction, id, call.Customer.Account.Id, provider.Name, (start, time.GetUtcNow())),
                CancellationToken.None);
            return ConsoleDesk.Page<ApprovalPage>(call, new ApprovalModel(Texts.ToProvider, start.ApproveAt.AbsoluteUri, IsLeaving: true));
        }
        catch (Exception exception) when (IsAway(exception, call))
        {
            return ConsoleDesk.Page<ApprovalPage>(
                call, new ApprovalModel(Texts.ProviderAway, $"/console/billing?return={Uri.EscapeDataString(back)}", IsLeaving: false),
                StatusCodes.Status503ServiceUnavailable);
        }
        catch (PaymentException)
        {
            return Refused(call, back);
        }
    }

    /// <summary>
    /// The customer comes back. What is not finished, as the provider is down, is finished by asking for the same address again.
    /// </summary>
    private async Task<IResult> FinishAsync(ConsoleCall call, string id)
    {
        var row = await call.Connection.QuerySingleOrDefaultAsync<(string Provider, string Setup, string State)?>(
            "SELECT provider, setup, state FROM payment_method WHERE id = @id AND account = @account",
            new { id, account = call.Customer.Account.Id });
        if (row is not { State: not "gone" } method || providers.FirstOrDefault(one => one.Name == method.Provider) is not { } provider)
            return ConsoleDesk.Problem(call.Context, Texts.NotFound, StatusCodes.Status404NotFound);
        var back = ReturnAddress.Of(call.Context.Request.Query["return"]);
        try
        {
            if (method.State == "approving")
            {
                var approved = await provider.FinishMethodAsync($"{id}-take", method.Setup, call.Aborted);
                await database.InTransactionAsync(
                    transaction => MethodStore.ApproveAsync(transaction, id, approved), CancellationToken.None);
            }

            return Results.LocalRedirect($"{back}{(back.Contains('?') ? '&' : '?')}said=method");
        }
        catch (Exception exception) when (IsAway(exception, call))
        {
            var here = $"/console/billing/methods/{Uri.EscapeDataString(id)}/approved?return={Uri.EscapeDataString(back)}";
            return ConsoleDesk.Page<ApprovalPage>(
                call, new ApprovalModel(Texts.ProviderAway, here, IsLeaving: false), StatusCodes.Status503ServiceUnavailable);
        }
        catch (PaymentException)
        {
            return Refused(call, back);
        }
    }

    private static IResult Refused(ConsoleCall call, string back) => ConsoleDesk.Page<ApprovalPage>(
        call, new ApprovalModel(Texts.ProviderRefused, $"/console/billing?return={Uri.EscapeDataString(back)}", IsLeaving: false),
        StatusCodes.Status422UnprocessableEntity);

    private async Task<IResult> RemoveAsync(ConsoleCall call, string id)
    {
        var removed = await database.InTransactionAsync(
            transaction => transaction.Connection!.ExecuteAsync(
                "UPDATE payment_method SET state = 'gone' WHERE id = @id AND account = @account AND state IN ('ready', 'gone')",
                new { id, account = call.Customer.Account.Id }, transaction),
            CancellationToken.None);
        return removed == 1
            ? Results.LocalRedirect("/console/billing?said=method-removed")
            : ConsoleDesk.Problem(call.Context, Texts.NotFound, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> DocumentAsync(ConsoleCall call, string number, string form)
    {
        var isTheirs = await call.Connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM invoice i JOIN subscription s ON s.sid = i.sid WHERE i.number = @number AND s.account = @Id",
            new { number, call.Customer.Account.Id }) == 1;
        return isTheirs && form is ("html" or "csv" or "json")
            ? await DocumentReader.InvoiceAsync(call.Context, call.Connection, number, form)
            : ConsoleDesk.Problem(call.Context, Texts.NotFound, StatusCodes.Status404NotFound);
    }

    private static bool IsAway(Exception exception, ConsoleCall call)
        => exception is HttpRequestException || exception is TaskCanceledException && !call.Aborted.IsCancellationRequested;
}
