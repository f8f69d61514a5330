using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Platform.Billing.Console.Pages;
using Platform.Billing.Console.Security;

namespace Platform.Billing.Console.SignIn;

/// <summary>Signing in and out.</summary>
internal static class SignInEndpoints
{
    public const string DevelopmentIssuer = "development";

    public static void MapSignIn(this IEndpointRouteBuilder app, ConsoleDesk desk)
    {
        app.MapGet("/console/sign-in", (HttpContext context, IOptions<SignInOptions> options) =>
            desk.ShowAsync(context, Need.Nobody, call => Ask(call, options.Value)));
        app.MapPost("/console/sign-out", (HttpContext context, SessionStore sessions) =>
            desk.ActAsync(context, Need.Nobody, call => SignOutAsync(call, sessions)));
        if (app.ServiceProvider.GetRequiredService<IOptions<SignInOptions>>().Value.Development)
            app.MapPost(
                "/console/sign-in",
                (HttpContext context, Attempts attempts) => desk.ActAsync(context, Need.Nobody, call => SignInAsync(call, attempts)));
        else
            app.MapGet(
                "/console/sign-in/begin",
                (HttpContext context, Attempts attempts) => desk.ShowAsync(context, Need.Nobody, call => Begin(call, attempts)));
    }

    private static IResult Ask(ConsoleCall call, SignInOptions options)
    {
        var query = call.Context.Request.Query;
        var problem = query.ContainsKey("failed") ? Texts.SignInFailed : query.ContainsKey("ended") ? Texts.SignInEnded : null;
        return ConsoleDesk.Page<SignInPage>(call, new SignInModel(options.Development, ReturnAddress.Of(query["return"]), problem));
    }

    private static IResult Begin(ConsoleCall call, Attempts attempts) => attempts.MaySignIn(call.Context)
        ? Results.Challenge(
            new AuthenticationProperties { RedirectUri = ReturnAddress.Of(call.Context.Request.Query["return"]) }, [SignInSchemes.OpenId])
        : ConsoleDesk.Problem(call.Context, Texts.TooMany, StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> SignInAsync(ConsoleCall call, Attempts attempts)
    {
        if (!attempts.MaySignIn(call.Context))
            return ConsoleDesk.Problem(call.Context, Texts.TooMany, StatusCodes.Status429TooManyRequests);
        var (name, email) = (call.Form["name"].ToString().Trim(), call.Form["email"].ToString().Trim());
        if (name.Length is 0 or > 120 || email.Length is 0 or > 254)
            return ConsoleDesk.Page<SignInPage>(
                call, new SignInModel(true, ReturnAddress.Of(call.Form["return"]), Texts.WrongName),
                StatusCodes.Status422UnprocessableEntity);
        await SignInServices.SignInAsync(call.Context, new Person(DevelopmentIssuer, email, name, email, call.Form["operator"] == "yes"));
        return Results.LocalRedirect(ReturnAddress.Of(call.Form["return"]));
    }

    private static async Task<IResult> SignOutAsync(ConsoleCall call, SessionStore sessions)
    {
        await sessions.EndAsync(call.Context.User);
        await call.Context.SignOutAsync(SignInSchemes.Cookie);
        return Results.LocalRedirect("/console");
    }
}
