using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Platform.Inference.Collection;
using Platform.Inference.Conversations;
using Platform.Inference.Docs;
using Platform.Inference.Execution;
using Platform.Inference.Feedback;
using Platform.Inference.Generation;
using Platform.Inference.Generation.Http;
using Platform.Inference.Generation.Limits;
using Platform.Inference.Generation.Safety;
using Platform.Inference.Generation.Upstream;
using Platform.Inference.Grpc;
using Platform.Inference.Health;
using Platform.Inference.Http;
using Platform.Inference.Models;
using Platform.Inference.OpenInference;
using Platform.Inference.Predict;
using Platform.Inference.Releases;
using Platform.Inference.Repository;
using Platform.Inference.Score;
using Platform.Inference.Security;
using Platform.Inference.Sentiment;
using Platform.Inference.Serving;
using Platform.Inference.Settings;
using Platform.Inference.Telemetry;
using Platform.Inference.Usage;
using Platform.Inference.Usage.Shipping;

namespace Platform.Inference.Hosting;

/// <summary>The server as a whole: what it is made of, and how it starts and stops.</summary>
internal static class InferenceServer
{
    /// <summary>As API Management lets a URL be, and the method and version around it: what it forwards is never too long here.</summary>
    private const int RequestLineBytes = 16_384 + 64;

    private const int ShutdownGraceMilliseconds = 5_000;

    /// <summary>Serves until it is told to stop.</summary>
    /// <param name="args">Configuration, such as <c>--urls http://127.0.0.1:8080 --Models:Root DIR</c>.</param>
    /// <param name="errors">Takes the one message of a server that cannot start, or not go on.</param>
    /// <returns>The exit code: 0 after a clean stop, 1 when the server could not start, or not go on.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter errors)
    {
        try
        {
            await using var app = Create(args);
            await app.StartAsync();
            await app.WaitForShutdownAsync();
            if (BackgroundFault.Of(app.Services) is not { } fault)
                return 0;
            await errors.WriteLineAsync(StartFailure.Describe(fault) ?? $"the server ends, as a part of it failed: {fault.Message}");
            return 1;
        }
        catch (Exception exception) when (StartFailure.Describe(exception) is { } message)
        {
            await errors.WriteLineAsync(message);
            return 1;
        }
    }

    /// <summary>The server with its models loaded, not yet listening.</summary>
    /// <param name="args">Configuration.</param>
    /// <param name="time">Another clock than the system's, for a rehearsal.</param>
    /// <exception cref="ModelLoadException">The models cannot be served.</exception>
    public static WebApplication Create(string[] args, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        GrpcEndpoint.Add(builder.Configuration);
        AddServices(builder.Services, builder.Configuration);
        if (time is not null)
            builder.Services.AddSingleton(time);

        var app = builder.Build();
        app.Services.GetRequiredService<RepositoryLoader>().Load();
        app.Services.GetRequiredService<Upstreams>().Check(app.Services.GetRequiredService<ModelRepository>());
        GrpcPipeline.Use(app);
        app.UseReadingTurns();
        app.UseRestOfBody();
        // Most paths end here
        app.UseRouting();
        app.UseMiddleware<ErrorMiddleware>();
        app.UseDocs();
        app.MapHealth();
        app.MapMetadata();
        app.MapRepository();
        app.MapInfer();
        app.MapPredict();
        app.MapScore();
        app.MapSentiment();
        app.MapGeneration();
        app.MapConversations();
        app.MapFeedback();
        app.MapDocs();
        app.MapMetrics();
        return app;
    }

    private static void AddUsage(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<UsageOptions>(configuration, UsageOptions.Section);
        services.AddSingleton<IUsageSink>(provider =>
            provider.GetRequiredService<IOptions<UsageOptions>>().Value is { Path.Length: > 0 } usage
            ? new UsageWriter(
                usage, UsageStores.Open(usage), provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<UsageWriter>>())
            : new NoUsage());
    }

    /// <summary>They must be where the bytes are plain: on an endpoint with TLS, behind it.</summary>
    private static void UseErrorBodies(KestrelServerOptions kestrel, IConfiguration configuration)
    {
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(ServerErrorBodies.Use));
        foreach (var section in configuration.GetSection("Kestrel:Endpoints").GetChildren())
            kestrel.ConfigurationLoader!.Endpoint(section.Key, endpoint =>
            {
                if (GrpcEndpoint.Is(section))
                    GrpcEndpoint.Mark(endpoint.ListenOptions);
                // Certificates by host name are set up after this, and then the bytes are not plain here.
                else if (endpoint.IsHttps && !endpoint.ConfigSection.GetSection("Sni").Exists())
                    endpoint.ListenOptions.UseHttps(endpoint.HttpsOptions).Use(ServerErrorBodies.Use);
            });
    }

    private static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<ModelsOptions>(configuration, ModelsOptions.Section);
        services.AddSettings<LimitsOptions>(configuration, LimitsOptions.Section);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitsOptions>, IOptions<GatewayOptions>>((
            kestrel, limits, gateway) =>
        {
            kestrel.AddServerHeader = false;
            UseErrorBodies(kestrel, configuration);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(limits.Value.KeepAliveSeconds);
            kestrel.Limits.MaxRequestLineSize = RequestLineBytes;
            kestrel.Limits.MaxRequestBodySize = limits.Value.MaxRequestBodyBytes;
            if (gateway.Value.ClientCertificateThumbprint is { Length: > 0 })
                kestrel.ConfigureHttpsDefaults(GatewayGuard.AcceptCertificates);
        });
        services.AddOptions<HostOptions>().Configure<IOptions<LimitsOptions>>((host, limits) =>
            host.ShutdownTimeout = TimeSpan.FromMilliseconds(limits.Value.DrainDeadlineMilliseconds + ShutdownGraceMilliseconds));
        ServerErrorBodies.Listen(services);
        SingleProcessor.Configure(services, GrpcOptions.PortOf(configuration));
        ListenSockets.Configure(services);
        AddUsage(services, configuration);
        services.AddCollection(configuration);
        services.AddSettings<GatewayOptions>(configuration, GatewayOptions.Section);
        services.AddSingleton<GatewayGuard>();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new MemoryBudget(provider.GetRequiredService<IOptions<LimitsOptions>>().Value.MemoryBytes));
        services.AddSingleton(ServerLoader.Parts);
        services.AddSingleton<ModelLoader>();
        services.AddSingleton<ModelRepository>();
        services.AddSingleton<RepositoryLoader>();
        services.AddSingleton<ServerReadiness>();
        services.AddSingleton<ErrorAnswers>();
        services.AddSingleton(new PathErrors("/v1", OpenAiErrors.Instance));
        services.AddSingleton(new PathErrors("/conversations", OpenAiErrors.Instance));
        services.AddSingleton(new PathErrors("/invocations", MlflowErrors.Instance));
        services.AddSingleton<ReleaseWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ReleaseWatch>());
        services.AddSingleton<InferenceHandler>();
        AddTexts(services, configuration);
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddSingleton<ServerMetrics>();
        services.AddHostedService<OtlpExport>();
        services.AddHostedService<WarmUp>();
        services.AddHostedService<Watch>();
        services.AddHostedService<MemoryGuard>();
        GrpcPipeline.AddServices(services, configuration);
    }

    private static void AddTexts(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Options.Create(GenerationOptions.Read(configuration)));
        services.AddSingleton<TextTiers>();
        services.AddSingleton<TextDoor>();
        services.AddSingleton<Upstreams>();
        services.AddSingleton<UpstreamHandler>();
        services.AddSingleton<EmbeddingsEndpoint>();
        services.AddSingleton<FilteredTexts>();
        services.AddSettings<ConversationOptions>(configuration, ConversationOptions.Section);
        services.AddSingleton<ConversationStore>();
        services.AddSingleton<IContentFilter>(provider =>
            provider.GetRequiredService<IOptions<GenerationOptions>>().Value.ContentSafety is { Address.Length: > 0 } safety
            ? new AzureContentSafety(safety, provider.GetRequiredService<ILogger<AzureContentSafety>>())
            : new Unfiltered());
        services.AddSingleton<GenerationHandler>();
    }
}
