using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Platform.Billing.Console.Accounts;
using Platform.Billing.Console.Models;
using Platform.Billing.Console.Pages;
using Platform.Billing.Console.Security;
using Platform.Billing.Console.SignIn;
using Platform.Billing.Customers;
using Platform.Billing.Data;
using Platform.Billing.Gateway;

namespace Platform.Billing.Console;

/// <summary>
/// Every request of the console passes here: who it is, what they may see, whether a form is theirs, and one page for what cannot be done.
/// </summary>
internal sealed class ConsoleDesk(Database database, IAntiforgery antiforgery, IOptions<ConsoleOptions> options)
{
    private const int LargestForm = 128 * 1024;

    /// <summary>Shows a page.</summary>
    public Task ShowAsync(HttpContext context, Need need, Func<ConsoleCall, Task<IResult>> show) => AnswerAsync(context, need, async () =>
    {
        await using var connection = await database.OpenAsync(context.RequestAborted);
        return await show(new ConsoleCall(context, context.RequestServices.GetRequiredService<View>(), connection, ""));
    });

    /// <summary>Shows a page for which nothing has to be waited.</summary>
    public Task ShowAsync(HttpContext context, Need need, Func<ConsoleCall, IResult> show)
    {
        return ShowAsync(context, need, Show);

        Task<IResult> Show(ConsoleCall call) => Task.FromResult(show(call));
    }

    /// <summary>Does what a form asks for.</summary>
    public Task ActAsync(HttpContext context, Need need, Func<ConsoleCall, Task<IResult>> act) => AnswerAsync(context, need, async () =>
    {
        if (context.Request.ContentLength is not (>= 0 and <= LargestForm))
            return Problem(context, Texts.TooLarge, StatusCodes.Status413PayloadTooLarge);
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
            return Problem(context, Texts.FormOld, StatusCodes.Status400BadRequest);
        var once = (await context.Request.ReadFormAsync(context.RequestAborted))[FormStore.Field].ToString();
        if (!FormStore.IsNumber(once))
            return Problem(context, Texts.FormOld, StatusCodes.Status400BadRequest);
        await using var connection = await database.OpenAsync(context.RequestAborted);
        return await act(new ConsoleCall(context, context.RequestServices.GetRequiredService<View>(), connection, once));
    });

    /// <summary>A page with a model.</summary>
    public static IResult Page<T>(ConsoleCall call, object? model, int status = StatusCodes.Status200OK)
        where T : IComponent => Page<T>(call.Context, model, status);

    public static IResult Problem(HttpContext context, string message, int status) => Page<ProblemPage>(context, message, status);

    private static RazorComponentResult<T> Page<T>(HttpContext context, object? model, int status)
        where T : IComponent
    {
        context.RequestServices.GetRequiredService<View>().Set(model);
        return new RazorComponentResult<T> { StatusCode = status, PreventStreamingRendering = true };
    }

    private async Task AnswerAsync(HttpContext context, Need need, Func<Task<IResult>> answer)
        => await (await ResultAsync(context, need, answer)).ExecuteAsync(context);

    private async Task<IResult> ResultAsync(HttpContext context, Need need, Func<Task<IResult>> answer)
    {
        try
        {
            return await AdmitAsync(context, need) ?? await answer();
        }
        catch (CustomerException refused)
        {
            return Problem(context, refused.Message, StatusCodes.Status422UnprocessableEntity);
        }
        catch (ModelException refused)
        {
            return Problem(
                context, refused.Message, refused.IsGone ? StatusCodes.Status404NotFound : StatusCodes.Status503ServiceUnavailable);
        }
        catch (GatewayException)
        {
            return Problem(context, Texts.GatewayAway, StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <returns>Where somebody goes who may not see it; null who may.</returns>
    private async Task<IResult?> AdmitAsync(HttpContext context, Need need)
    {
        var view = context.RequestServices.GetRequiredService<View>();
        view.Said = Texts.Said(context.Request.Query["said"]);
        // A request's view is new: one that has a person was made within the process, by the warm-up
        if (view.Person is null)
            await RecognizeAsync(context, view);
        return need switch
        {
            Need.Nobody => null,
            _ when view.Person is null =>
                Results.Redirect($"/console/sign-in?return={Uri.EscapeDataString(Here(context))}{(context.Request.Cookies.ContainsKey(
                    SignInServices.CookieName(options.Value, "console")) ? "&ended=1" : "")}"),
            Need.Operator when !view.Person.IsOperator => Problem(context, Texts.NotFound, StatusCodes.Status404NotFound),
            Need.Customer when view.Customer is null => Results.Redirect("/console/sign-up"),
            _ => null,
        };
    }

    private async Task RecognizeAsync(HttpContext context, View view)
    {
        if ((await context.AuthenticateAsync(SignInSchemes.Cookie)).Principal is not { } principal
            || Person.From(principal) is not { } person)
        {
            context.User = new();
            return;
        }

        // Forms are bound to who is signed in
        (context.User, view.Person) = (principal, person);
        await using var connection = await database.OpenAsync(context.RequestAborted);
        view.Customer = await CustomerFinder.FindAsync(connection, person);
    }

    /// <summary>A form that was sent when nobody was signed in is not sent again: its page is shown.</summary>
    private static string Here(HttpContext context) => HttpMethods.IsGet(context.Request.Method)
        ? $"{context.Request.Path}{context.Request.QueryString}"
        : context.Request.Path.Value!.Split('/') is ["", "console", var page, ..] ? $"/console/{page}" : ReturnAddress.Home;
}
