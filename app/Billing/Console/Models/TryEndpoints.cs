using Microsoft.Extensions.Options;
using Platform.Billing.Console.Accounts;
using Platform.Billing.Console.Calls;
using Platform.Billing.Console.Metering;
using Platform.Billing.Console.Offers;
using Platform.Billing.Console.Pages;
using Platform.Billing.Data;
using Platform.Billing.Rating;

namespace Platform.Billing.Console.Models;

/// <summary>A model's form, and the call that it makes.</summary>
internal sealed class TryEndpoints(
    ModelCatalog models, CallGate gate, (AccountDesk Accounts, OfferCatalog Offers) customers, IOptions<ConsoleOptions> options,
    TimeProvider time)
{
    public void Map(IEndpointRouteBuilder app, ConsoleDesk desk)
    {
        app.MapGet("/console/try", (HttpContext context) =>
            desk.ShowAsync(context, Need.Nobody, async call => ConsoleDesk.Page<TryListPage>(call, await models.ListAsync(call.Aborted))));
        app.MapGet("/console/try/{model}", (HttpContext context, string model) => desk.ShowAsync(context, Need.Nobody, async call =>
        {
            var found = await models.FindAsync(model, call.Aborted);
            return found.Way == ModelWay.Chat
                ? Results.LocalRedirect($"/console/chat?model={Uri.EscapeDataString(found.Name)}")
                : Page(call, found, ModelInput.Example(found), null);
        }));
        app.MapPost(
            "/console/try/{model}",
            (HttpContext context, string model) => desk.ActAsync(context, Need.Nobody, call => SendAsync(call, model)));
    }

    private async Task<IResult> SendAsync(ConsoleCall call, string name)
    {
        var model = await models.FindAsync(name, call.Aborted);
        var input = ModelInput.Read(model, call.Form);
        if (input.Body is not { } body)
            return Page(call, model, input, null, StatusCodes.Status422UnprocessableEntity);
        if (await gate.AdmitAsync(call) is var admitted && admitted.Way is not { } way)
            return ConsoleDesk.Problem(call.Context, admitted.Message, admitted.Status);
        // The same form with other values is another call
        if (!await customers.Accounts.UseAsync(TextHash.Of(call.Once + body.ToJsonString())[..32]))
            return Page(call, model, input, null);
        var price = await PriceAsync(call);
        var answer = await way.CallAsync(model.Path, body, call.Aborted);
        if (answer.Status == StatusCodes.Status404NotFound)
        {
            models.Forget();
            throw new ModelException(Texts.ModelGone(model.Name), isGone: true);
        }

        return Page(
            call, model, input,
            new TryResult(answer, price.Price, price.Left is { } left && answer.IsGood ? Math.Max(0, left - 1) : price.Left));
    }

    private async Task<(CallPrice? Price, long? Left)> PriceAsync(ConsoleCall call)
    {
        if (call.View.Customer?.Current is not { } subscription)
            return (null, null);
        var now = time.GetUtcNow();
        var (plan, view) = (subscription.At(Hours.Of(now)).Plan, await PeriodReader.ReadAsync(call.Connection, subscription, now));
        var cap = customers.Offers.Of(subscription.At(Hours.Of(now) + 1).Plan).Tier.HardCap;
        return (CallPrice.Of(plan, view.Meters), cap - await MeteringEndpoints.CapCallsAsync(call.Connection, subscription, now));
    }

    private IResult Page(ConsoleCall call, ModelView model, ModelInput input, TryResult? result, int status = StatusCodes.Status200OK)
        => ConsoleDesk.Page<TryPage>(
            call,
            new TryModel(
                model, input, result, input.Body is { } body ? CodeSample.Of(new Uri(options.Value.Api!, model.Path), body) : [],
                call.View.Customer is null), status);
}
