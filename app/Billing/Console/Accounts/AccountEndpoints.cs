using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Platform.Billing.Console.Calls;
using Platform.Billing.Console.Models;
using Platform.Billing.Console.Offers;
using Platform.Billing.Console.Pages;
using Platform.Billing.Console.SignIn;
using Platform.Billing.Gateway;

namespace Platform.Billing.Console.Accounts;

/// <summary>Signing up, plans, keys, and leaving.</summary>
internal sealed class AccountEndpoints(
    AccountDesk accounts, OfferCatalog offers, KeyDesk? keys, (ModelCatalog Models, IOptions<ConsoleOptions> Options) api,
    TimeProvider time)
{
    public void Map(IEndpointRouteBuilder app, ConsoleDesk desk)
    {
        app.MapGet("/console", (HttpContext context) => desk.ShowAsync(context, Need.Nobody, WelcomeAsync));
        app.MapGet("/console/sign-up", (HttpContext context) => desk.ShowAsync(context, Need.Person, AskAsync));
        app.MapPost("/console/sign-up", (HttpContext context) => desk.ActAsync(context, Need.Person, SignUpAsync));
        app.MapGet(
            "/console/keys",
            (HttpContext context) => desk.ShowAsync(context, Need.Customer, call => ConsoleDesk.Page<KeysPage>(call, null)));
        app.MapPost(
            "/console/keys/{which:alpha}",
            (HttpContext context, string which) => desk.ActAsync(context, Need.Customer, call => RenewAsync(call, which)));
        app.MapGet("/console/plan", (HttpContext context) => desk.ShowAsync(context, Need.Customer, PlanAsync));
        app.MapPost("/console/plan", (HttpContext context) => desk.ActAsync(context, Need.Customer, ChangeAsync));
        app.MapGet(
            "/console/account",
            (HttpContext context) => desk.ShowAsync(context, Need.Customer, call => ConsoleDesk.Page<AccountPage>(call, null)));
        app.MapPost("/console/account/delete", (HttpContext context) => desk.ActAsync(context, Need.Customer, DeleteAsync));
    }

    private async Task<IResult> WelcomeAsync(ConsoleCall call)
    {
        var current = call.View.Customer?.Current?.At(Rating.Hours.Of(time.GetUtcNow())).Plan.Plan;
        return ConsoleDesk.Page<WelcomePage>(
            call, new WelcomeModel(await offers.ReadAsync(call.Connection, time.GetUtcNow()), current, await ModelsAsync(call.Aborted)));
    }

    /// <summary>Prices are shown also while models are away.</summary>
    private async Task<IReadOnlyList<ModelView>> ModelsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await api.Models.ListAsync(cancellationToken);
        }
        catch (ModelException)
        {
            return [];
        }
    }

    private async Task<IResult> AskAsync(ConsoleCall call)
    {
        if (call.View.Customer is not null)
            return Results.LocalRedirect("/console/plan");
        var all = await offers.ReadAsync(call.Connection, time.GetUtcNow());
        var asked = call.Context.Request.Query["plan"].ToString();
        var plan = all.FirstOrDefault(offer => offer.Name == asked) ?? all.FirstOrDefault();
        var person = call.View.Person!;
        return ConsoleDesk.Page<SignUpPage>(
            call, new SignUpModel(new SignUp(person.Name, person.Email, "DE", plan?.Name ?? ""), new Dictionary<string, string>(), all));
    }

    private async Task<IResult> SignUpAsync(ConsoleCall call)
    {
        var said = new SignUp(
            call.Form["name"].ToString().Trim(), call.Form["email"].ToString().Trim(), call.Form["country"].ToString(),
            call.Form["plan"].ToString());
        var all = await offers.ReadAsync(call.Connection, time.GetUtcNow());
        var problems = new Dictionary<string, string>(said.Problems());
        if (all.FirstOrDefault(one => one.Name == said.Plan) is not { } offer)
            problems["plan"] = Texts.NoSuchPlan(said.Plan);
        else if (problems.Count == 0)
            return await SignedUpAsync(call, said, offer);
        return ConsoleDesk.Page<SignUpPage>(call, new SignUpModel(said, problems, all), StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IResult> SignedUpAsync(ConsoleCall call, SignUp said, Offer offer)
    {
        var isNew = await accounts.SignUpAsync(call.View.Person!, said, call.Once);
        call.View.Customer = await CustomerFinder.FindAsync(call.Connection, call.View.Person!);
        (string, string)? next = offer.NeedsPayment ? ("/console/billing?return=/console/overview", Texts.AddMethod) : null;
        if (call.View.Customer?.Current is not { } subscription)
            return ConsoleDesk.Page<WelcomeKeyPage>(call, new KeyModel(Texts.Primary, null, Texts.WaitsForApproval, [], next));
        if (!isNew)
            return ConsoleDesk.Page<WelcomeKeyPage>(call, new KeyModel(Texts.Primary, null, Texts.KeyShownBefore, [], next));
        try
        {
            var key = keys is null ? null : await keys.OpenAsync(subscription.Sid, call.Aborted);
            return ConsoleDesk.Page<WelcomeKeyPage>(
                call,
                new KeyModel(
                    Texts.Primary, key, key is null ? Texts.KeyLater : Texts.KeyOnce,
                    key is null ? [] : await FirstCallAsync(call.Aborted), next));
        }
        catch (GatewayException)
        {
            return ConsoleDesk.Page<WelcomeKeyPage>(call, new KeyModel(Texts.Primary, null, Texts.KeyLater, [], next));
        }
    }

    /// <summary>The first model that has an example.</summary>
    private async Task<IReadOnlyList<CodeSample>> FirstCallAsync(CancellationToken cancellationToken)
        => (await ModelsAsync(cancellationToken)).FirstOrDefault(model => model.Way == ModelWay.Features) is { } first
        && ModelInput.Example(first).Body is { } body
            ? CodeSample.Of(new Uri(api.Options.Value.Api!, first.Path), body)
            : [];

    private async Task<IResult> RenewAsync(ConsoleCall call, string which)
    {
        if (!Enum.TryParse<GatewayKey>(which, ignoreCase: true, out var key) || !Enum.IsDefined(key))
            return ConsoleDesk.Problem(call.Context, Texts.NotFound, StatusCodes.Status404NotFound);
        if (call.Customer.Current is not { } subscription || keys is null)
            return ConsoleDesk.Page<KeysPage>(call, null);
        var name = key == GatewayKey.Primary ? Texts.Primary : Texts.Secondary;
        return await accounts.UseAsync(call.Once)
            ? ConsoleDesk.Page<KeysPage>(
                call, new KeyModel(name, await keys.RenewAsync(subscription.Sid, key, call.Aborted), Texts.KeyOnce, []))
            : ConsoleDesk.Page<KeysPage>(call, new KeyModel(name, null, Texts.KeyShownBefore, []));
    }

    private async Task<IResult> PlanAsync(ConsoleCall call) => ConsoleDesk.Page<PlanPage>(
        call, new PlanModel(
            await offers.ReadAsync(call.Connection, time.GetUtcNow()), call.Customer, await HasMethodAsync(call),
            call.Context.Request.Query["plan"].ToString(), time.GetUtcNow()));

    private async Task<IResult> ChangeAsync(ConsoleCall call)
    {
        var plan = call.Form["plan"].ToString();
        var offer = (await offers.ReadAsync(call.Connection, time.GetUtcNow())).FirstOrDefault(one => one.Name == plan);
        if (offer is null)
            return ConsoleDesk.Problem(call.Context, Texts.NoSuchPlan(plan), StatusCodes.Status422UnprocessableEntity);
        if (call.Customer.Current?.At(Rating.Hours.Of(time.GetUtcNow()) + 1).Plan.Plan == plan
            && call.Customer.Current.After(Rating.Hours.Of(time.GetUtcNow()) + 1) is null)
            return Results.LocalRedirect("/console/plan");
        if (offer.NeedsPayment && !await HasMethodAsync(call))
            return Results.LocalRedirect(
                $"/console/billing?return={Uri.EscapeDataString($"/console/plan?plan={Uri.EscapeDataString(plan)}")}");
        await accounts.ChangePlanAsync(call.View.Person!, plan, call.Once);
        if (offer.Tier.ApprovalRequired)
            return Results.LocalRedirect("/console/plan?said=plan-asked");
        await OpenAsync(call);
        return Results.LocalRedirect("/console/plan?said=plan");
    }

    /// <summary>So that the next call is let through; else billing's next round does it.</summary>
    private async Task OpenAsync(ConsoleCall call)
    {
        if (keys is null || (await CustomerFinder.FindAsync(call.Connection, call.View.Person!))?.Current is not { } subscription)
            return;
        try
        {
            await keys.OpenAsync(subscription.Sid, call.Aborted);
        }
        catch (GatewayException)
        {
        }
    }

    private async Task<IResult> DeleteAsync(ConsoleCall call)
    {
        if (call.Form["confirm"] != Texts.DeleteWord)
            return ConsoleDesk.Page<AccountPage>(call, Texts.DeleteConfirm, StatusCodes.Status422UnprocessableEntity);
        await accounts.CloseAsync(call.View.Person!, call.Once);
        await call.Context.SignOutAsync(SignInSchemes.Cookie);
        (call.View.Person, call.View.Customer) = (null, null);
        return ConsoleDesk.Page<GoodbyePage>(call, null);
    }

    private static async Task<bool> HasMethodAsync(ConsoleCall call) => await call.Connection.ExecuteScalarAsync<long>(
        "SELECT COUNT(*) FROM payment_method WHERE account = @Id AND state = 'ready'", new { call.Customer.Account.Id }) > 0;
}
