using Platform.Billing.Consent;
using Platform.Billing.Console.Accounts;
using Platform.Billing.Console.Pages;

namespace Platform.Billing.Console.Consents;

/// <summary>What a customer lets be collected: each decision is one button, and what is done twice is done once.</summary>
internal sealed class DataEndpoints(ConsentDesk consents, AccountDesk accounts)
{
    private const int Rows = 100;

    public void Map(IEndpointRouteBuilder app, ConsoleDesk desk)
    {
        app.MapGet("/console/data", (HttpContext context) => desk.ShowAsync(context, Need.Customer, ShowAsync));
        app.MapPost(
            "/console/data/{purpose}/give",
            (HttpContext context, string purpose) => desk.ActAsync(context, Need.Customer, call =>
                DecideAsync(
                    call, purpose, "agreed", act => consents.GiveAsync(act, call.Form["text"].ToString(), CancellationToken.None))));
        app.MapPost(
            "/console/data/{purpose}/withdraw",
            (HttpContext context, string purpose) => desk.ActAsync(context, Need.Customer, call =>
                DecideAsync(call, purpose, "withdrawn", act => consents.WithdrawAsync(act, CancellationToken.None))));
        app.MapPost(
            "/console/data/{purpose}/erase",
            (HttpContext context, string purpose) => desk.ActAsync(context, Need.Customer, call =>
                DecideAsync(call, purpose, "erasing", act => consents.EraseAsync(act, CancellationToken.None))));
    }

    private async Task<IResult> ShowAsync(ConsoleCall call) => ConsoleDesk.Page<DataPage>(call, new DataModel(
        call.Customer.Current is { } current ? await consents.ReadAsync(call.Connection, current.Sid) : [],
        await ConsentChain.OfAccountAsync(call.Connection, call.Customer.Account.Id, Rows)));

    private async Task<IResult> DecideAsync(ConsoleCall call, string purpose, string said, Func<ConsentAct, Task<bool>> decide)
    {
        if (call.Customer.Current is not { } current)
            return ConsoleDesk.Problem(call.Context, Texts.Cancelled, StatusCodes.Status422UnprocessableEntity);
        // A form that comes again after the opposite was decided does not undo it: the page shows what holds
        if (!await accounts.UseAsync(call.Once))
            return Results.LocalRedirect("/console/data");
        try
        {
            await decide(new ConsentAct(call.Customer.Account.Id, current.Sid, purpose, "customer"));
            return Results.LocalRedirect($"/console/data?said={said}");
        }
        catch (ConsentException refused)
        {
            return ConsoleDesk.Problem(call.Context, refused.Message, StatusCodes.Status422UnprocessableEntity);
        }
    }
}
