using Grpc.AspNetCore.Server;
using Grpc.Reflection;
using Microsoft.Extensions.Options;
using Platform.Inference.Grpc.Wire;
using Platform.Inference.Http;
using Platform.Inference.Settings;
using HealthService = Grpc.Health.V1.Health;
using ReflectionV1 = Grpc.Reflection.V1.ServerReflection;
using ReflectionV1Alpha = Grpc.Reflection.V1Alpha.ServerReflection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Platform.Inference.Grpc;

/// <summary>
/// The way of calls from the endpoint of gRPC, apart from that of requests over HTTP: neither is reachable from the other's port.
/// </summary>
internal static class GrpcPipeline
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<GrpcOptions>(configuration, GrpcOptions.Section);
        if (GrpcOptions.IsOn(configuration))
            AddCalls(services);
    }

    /// <summary>Before routing, which knows nothing of gRPC.</summary>
    public static void Use(WebApplication app)
    {
        if (GrpcOptions.IsOn(app.Configuration))
            UseCalls(app);
    }

    /// <summary>Apart, so that nothing of gRPC is even loaded where it is off.</summary>
    private static void AddCalls(IServiceCollection services)
    {
        services.AddGrpc();
        services.AddOptions<GrpcServiceOptions>().Configure<IOptions<LimitsOptions>>((grpc, limits) =>
        {
            grpc.MaxReceiveMessageSize = limits.Value.MaxRequestBodyBytes;
            grpc.MaxSendMessageSize = null;
            CountedCompression.Wrap(grpc.CompressionProviders);
        });
        services.AddSingleton<GrpcStatus>();
        services.AddSingleton<MessageSize>();
        services.AddSingleton<InferCalls>();
        services.AddSingleton<InferenceService>();
        services.AddSingleton<ModelHealth>();
    }

    private static void UseCalls(WebApplication app)
    {
        var calls = Build(app.Services);
        app.Use(next => context => context.Features.Get<GrpcConnection>() is null ? next(context) : calls(context));
    }

    private static RequestDelegate Build(IServiceProvider services)
    {
        ServiceDescriptor[] described = [
            GRPCInferenceService.Descriptor, HealthService.Descriptor, ReflectionV1.Descriptor, ReflectionV1Alpha.Descriptor,
        ];
        var app = new ApplicationBuilder(services);
        var infer = services.GetRequiredService<InferCalls>();
        app.Use(next => context => InferCalls.Has(context) ? infer.HandleAsync(context) : next(context));
        app.UseMiddleware<GrpcGate>();
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            endpoints.MapGrpcService(GRPCInferenceService.BindService(services.GetRequiredService<InferenceService>()));
            endpoints.MapGrpcService(HealthService.BindService(services.GetRequiredService<ModelHealth>()));
            endpoints.MapGrpcService(ReflectionV1Alpha.BindService(new ReflectionServiceImpl(described)));
            endpoints.MapGrpcService(ReflectionV1.BindService(new ReflectionV1ServiceImpl(described)));
        });
        app.Run(
            context => ErrorResponse.WriteAsync(context, StatusCodes.Status404NotFound, "this port speaks gRPC only; HTTP has another"));
        return app.Build();
    }
}
