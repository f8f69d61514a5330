using System.Data.Common;
using Microsoft.Extensions.Options;
using Platform.Billing.Console.Accounts;
using Platform.Billing.Console.Models;
using Platform.Billing.Console.Offers;
using Platform.Billing.Console.Security;
using Platform.Billing.Console.SignIn;
using Platform.Billing.Customers;
using Platform.Billing.Data;
using Platform.Billing.Rating;

namespace Platform.Billing.Console;

/// <summary>
/// Visits every page once after the start, within the process and as a customer whom nobody knows: the first person on a page would else
/// wait for .NET to compile it. Nothing is sent, and nothing is kept but the number of a form that is used up.
/// </summary>
internal sealed class PageWarmUp(
    IServiceScopeFactory scopes, (Database Database, AccountDesk Accounts) data,
    (OfferCatalog Offers, ModelCatalog Models, IOptions<ConsoleOptions> Options) shown,
    (EndpointDataSource Endpoints, IHostApplicationLifetime Lifetime) app, (TimeProvider Time, ILogger<PageWarmUp> Logger) beside)
        : BackgroundService
{
    private const string Nobody = "warm-up";

    /// <summary>Visits them now.</summary>
    /// <returns>What was answered, by page.</returns>
    public async Task<IReadOnlyDictionary<string, int>> VisitAsync(CancellationToken cancellationToken)
    {
        var (answers, customer, values) = (new Dictionary<string, int>(), await CustomerAsync(cancellationToken),
            await ValuesAsync(cancellationToken));
        foreach (var page in app.Endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => IsPage(endpoint, values)))
            answers[page.RoutePattern.RawText!] = await VisitAsync(page, customer, values, cancellationToken);
        await data.Accounts.UseAsync(FormStore.New());
        return answers;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = app.Lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        try
        {
            await VisitAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is DbException or IOException)
        {
            // Whoever comes first waits a little longer
            beside.Logger.LogNotWarm(exception.Message);
        }
    }

    private async Task<int> VisitAsync(
        RouteEndpoint page, Customer? customer, RouteValueDictionary values, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = cancellationToken };
        var address = shown.Options.Value.Address!;
        (context.Request.Method, context.Request.Scheme, context.Request.Host, context.Request.Path) = (HttpMethods.Get, address.Scheme,
            HostString.FromUriComponent(address), "/console");
        (context.Request.RouteValues, context.Response.Body) = (new(values), Stream.Null);
        var view = scope.ServiceProvider.GetRequiredService<View>();
        (view.Person, view.Customer) = (new Person(Nobody, Nobody, Nobody, Nobody, IsOperator: true), customer);
        await page.RequestDelegate!(context);
        return context.Response.StatusCode;
    }

    /// <summary>Pages for which there is a value of each of their parts.</summary>
    private static bool IsPage(RouteEndpoint endpoint, RouteValueDictionary values)
        => endpoint.RoutePattern.RawText!.StartsWith("/console", StringComparison.Ordinal)
        && endpoint.RoutePattern.RawText != "/console/sign-in/begin"
        && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] == HttpMethods.Get
        && endpoint.RoutePattern.Parameters.All(part => values.ContainsKey(part.Name));

    private async Task<Customer?> CustomerAsync(CancellationToken cancellationToken)
    {
        await using var connection = await data.Database.OpenAsync(cancellationToken);
        if ((await shown.Offers.ReadAsync(connection, beside.Time.GetUtcNow())).FirstOrDefault() is not { } offer)
            return null;
        var hour = Hours.Of(beside.Time.GetUtcNow());
        return new Customer(
            new Account(Nobody, Nobody, Nobody, Nobody, Nobody, "DE", offer.Plan.Currency, 0),
            new Subscription(Nobody, "active", hour, null, [new Phase(hour, offer.Plan)]), null);
    }

    /// <summary>A list, and a model where one is served.</summary>
    private async Task<RouteValueDictionary> ValuesAsync(CancellationToken cancellationToken)
    {
        var values = new RouteValueDictionary { ["list"] = "customers" };
        try
        {
            if ((await shown.Models.ListAsync(cancellationToken)).FirstOrDefault(model => model.Way == ModelWay.Features) is { } model)
                values["model"] = model.Name;
        }
        catch (ModelException)
        {
        }

        return values;
    }
}
