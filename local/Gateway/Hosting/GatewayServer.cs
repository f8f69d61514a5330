using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Platform.Gateway.Management;
using Platform.Gateway.Model;
using Yarp.ReverseProxy.Forwarder;

namespace Platform.Gateway.Hosting;

/// <summary>The gateway as a process, or as a part of one.</summary>
internal static class GatewayServer
{
    public static async Task<int> RunAsync(string[] args, TextWriter errors)
    {
        try
        {
            await using var app = Build(args, TimeProvider.System);
            await app.RunAsync();
            return 0;
        }
        catch (Exception error) when (error is GatewayStartException or IOException)
        {
            await errors.WriteLineAsync(error.Message);
            return 1;
        }
    }

    /// <param name="args">Configuration, as on the command line.</param>
    /// <param name="clock">Of limits, quotas, tokens, caches, breakers and reports.</param>
    /// <exception cref="GatewayStartException">The plan or an option is at fault.</exception>
    public static WebApplication Build(string[] args, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddHttpForwarder();
        builder.WebHost.ConfigureKestrel(Configure);
        var options = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new();
        var app = builder.Build();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Platform.Gateway");
        var model = new ModelLoader(options, app.Services.GetRequiredService<IHttpForwarder>(), clock, log).Load();
        if (options.Management.Token is { Length: > 0 } token)
        {
            var plane = new ManagementPlane(new(model, options.Management.Snapshot), token, clock);
            app.MapWhen(http => ManagementPlane.IsManagement(http.Request.Path), branch => branch.Run(plane.HandleAsync));
        }

        app.Run(new GatewayPipeline(model, clock, log).HandleAsync);
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // How large a body may be, policies and the backend say
        kestrel.Limits.MaxRequestBodySize = null;
        // What is somewhat too long is refused by the pipeline, in the platform's form
        kestrel.Limits.MaxRequestLineSize = 4 * ServiceLimits.UrlBytes;
        // Each byte of a header as it came, either way
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
    }
}
