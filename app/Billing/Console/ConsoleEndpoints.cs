using System.Data.Common;
using Microsoft.Extensions.Options;
using Platform.Billing.Console.Accounts;
using Platform.Billing.Console.Assets;
using Platform.Billing.Console.Chats;
using Platform.Billing.Console.Consents;
using Platform.Billing.Console.Metering;
using Platform.Billing.Console.Models;
using Platform.Billing.Console.Operators;
using Platform.Billing.Console.Paying;
using Platform.Billing.Console.Security;
using Platform.Billing.Console.SignIn;

namespace Platform.Billing.Console;

/// <summary>The console, below <c>/console</c>.</summary>
internal static class ConsoleEndpoints
{
    public static void MapConsole(this WebApplication app)
    {
        if (app.Services.GetService<ConsoleDesk>() is not { } desk)
            return;
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/console"), console => console.Use(PrepareAsync));
        // After the headers, as it answers the identity provider's way back itself
        app.UseAuthentication();
        app.MapSignIn(desk);
        app.Services.GetRequiredService<AccountEndpoints>().Map(app, desk);
        app.Services.GetRequiredService<MeteringEndpoints>().Map(app, desk);
        app.Services.GetRequiredService<PayingEndpoints>().Map(app, desk);
        app.Services.GetRequiredService<TryEndpoints>().Map(app, desk);
        app.Services.GetRequiredService<ChatEndpoints>().Map(app, desk);
        app.Services.GetRequiredService<DataEndpoints>().Map(app, desk);
        app.Services.GetRequiredService<OperatorPages>().Map(app, desk);
        app.MapGet("/console/assets/{hash}/{name}", (HttpContext context, string hash, string name) => Asset.Find(hash, name) is { } asset
            ? Answer(context, asset, "public, max-age=31536000, immutable")
            : Results.NotFound());
        app.MapGet("/console/icon.svg", (HttpContext context) => Answer(context, Asset.Named("icon.svg"), "public, max-age=86400"));
        app.MapFallback("/console/{**path}", (HttpContext context) => desk.ShowAsync(
            context, Need.Nobody, call => ConsoleDesk.Problem(call.Context, Texts.NotFound, StatusCodes.Status404NotFound)));
    }

    private static async Task PrepareAsync(HttpContext context, RequestDelegate next)
    {
        // Behind the gateway the host is billing's own; what addresses are made of is what customers see
        var address = context.RequestServices.GetRequiredService<IOptions<ConsoleOptions>>().Value.Address!;
        (context.Request.Scheme, context.Request.Host) = (address.Scheme, HostString.FromUriComponent(address));
        SecurityHeaders.Write(context.Response, isSecure: address.Scheme == "https");
        try
        {
            await next(context);
        }
        catch (Exception exception) when (exception is DbException or IOException && !context.Response.HasStarted)
        {
            context.RequestServices.GetRequiredService<ILogger<ConsoleDesk>>().LogUnanswered(exception.Message);
            await ConsoleDesk.Problem(context, Texts.ModelsAway, StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
        }
    }

    private static IResult Answer(HttpContext context, Asset asset, string caching)
    {
        context.Response.Headers.CacheControl = caching;
        return Results.Bytes(asset.Bytes, asset.Type);
    }
}
