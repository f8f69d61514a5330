using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Platform.Gateway.Backends;
using Platform.Gateway.Management;
using Platform.Gateway.Model;
using Platform.Gateway.Plans;
using Platform.Gateway.Policies;
using Platform.Gateway.Policies.Access;
using Yarp.ReverseProxy.Forwarder;

namespace Platform.Gateway.Hosting;

/// <summary>The gateway as a process.</summary>
internal static class GatewayServer
{
    public static async Task<int> RunAsync(string[] args, TextWriter errors)
    {
        try
        {
            await using var app = Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (Exception error) when (error is GatewayStartException or IOException)
        {
            await errors.WriteLineAsync(error.Message);
            return 1;
        }
    }

    /// <exception cref="GatewayStartException">The plan or an option is at fault.</exception>
    /// <param name="args">Configuration.</param>
    /// <param name="time">Another clock than the system's, for a rehearsal.</param>
    public static WebApplication Build(string[] args, TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddHttpForwarder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // How large a body may be, policies and the backend say
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var options = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new();
        var app = builder.Build();
        var model = Read(options, app.Services.GetRequiredService<IHttpForwarder>(), clock);
        if (options.Management.Token is { Length: > 0 } token)
        {
            var plane = new ManagementPlane(new(model, options.Management.Snapshot), token, clock);
            app.MapWhen(http => ManagementPlane.IsManagement(http.Request.Path), branch => branch.Run(plane.HandleAsync));
        }

        app.Run(new GatewayPipeline(model, clock).HandleAsync);
        return app;
    }

    private static GatewayModel Read(GatewayOptions options, IHttpForwarder forwarder, TimeProvider clock)
    {
        if (!File.Exists(options.Plan))
            throw new GatewayStartException($"{GatewayOptions.Section}:{nameof(options.Plan)} is '{options.Plan}'; expected is the file of a plan");
        var plan = PlanDocument.Parse(File.ReadAllText(options.Plan));
        var yarp = new YarpForwarder(
            forwarder, options.Hosts.ToDictionary(host => host.Key, host => Place(host.Key, host.Value), StringComparer.OrdinalIgnoreCase),
            options.Authority is null ? null : X509Certificate2.CreateFromPem(File.ReadAllText(options.Authority)), clock);
        var services = new GatewayServices(
            clock, yarp, new TokenKeys(options.TokenKeys is null ? null : File.ReadAllText(options.TokenKeys)));
        var model = new GatewayReader(plan, services, options.NamedValues, _ => RandomNumberGenerator.GetHexString(32, lowercase: true)).Read();
        AddCustomers(model, options.Customers, clock, areUsedUp: false);
        AddCustomers(model, options.UsedUp, clock, areUsedUp: true);
        return model;
    }

    private static IPEndPoint Place(string host, string text) => IPEndPoint.TryParse(text, out var place)
        ? place
        : throw new GatewayStartException(
            $"{GatewayOptions.Section}:{nameof(GatewayOptions.Hosts)}:{host} is '{text}'; allowed: an address and a port, as 127.0.0.1:8443");

    private static void AddCustomers(GatewayModel model, Dictionary<string, string> customers, TimeProvider clock, bool areUsedUp)
    {
        foreach (var (product, key) in customers)
        {
            if (!model.Products.ContainsKey(product))
                throw new GatewayStartException(
                    $"{GatewayOptions.Section}:{nameof(GatewayOptions.Customers)} names the product '{product}'; "
                    + $"there are: {string.Join(", ", model.Products.Keys.Order())}");
            model.Subscriptions.Put(new(
                $"{(areUsedUp ? "used-up" : "dev")}-{product}", string.Create(CultureInfo.InvariantCulture, $"Development customer of {product}"), $"/products/{product}", "active", key,
                RandomNumberGenerator.GetHexString(32, lowercase: true), clock.GetUtcNow().UtcDateTime) { IsUsedUp = areUsedUp });
        }
    }
}
