using Grpc.Core;
using Grpc.Health.V1;
using Platform.Inference.Faults;
using Platform.Inference.Health;
using Platform.Inference.Models;
using HealthBase = Grpc.Health.V1.Health.HealthBase;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Platform.Inference.Grpc;

/// <summary>
/// gRPC's own way to ask for health, which probes and load balancers know: of the server under the empty name and that of the
/// service, of a model under its name.
/// </summary>
/// <seealso href="https://github.com/grpc/grpc/blob/master/doc/health-checking.md"/>
internal sealed class ModelHealth(ModelRepository models, ServerReadiness readiness, TimeProvider time) : HealthBase
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(500);
    private static readonly string _service = Wire.GRPCInferenceService.Descriptor.FullName;

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
        => StatusOf(request.Service) is { } status
            ? Task.FromResult(new HealthCheckResponse { Status = status })
            : throw new RpcException(new Status(StatusCode.NotFound, $"model '{Quote.Short(request.Service)}' not found"));

    /// <summary>Tells the status, and then each change of it, until the caller leaves or the server stops.</summary>
    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var timer = new PeriodicTimer(_poll, time);
        var told = default(ServingStatus?);
        while (true)
        {
            var isLast = readiness.IsDraining;
            var status = StatusOf(request.Service) ?? ServingStatus.ServiceUnknown;
            if (status != told)
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, context.CancellationToken);
            told = status;
            if (isLast)
                return;
            await timer.WaitForNextTickAsync(context.CancellationToken);
        }
    }

    private ServingStatus? StatusOf(string service)
    {
        if (service.Length == 0 || service == _service)
            return ToStatus(readiness.IsReady);
        var model = models.Models.FirstOrDefault(model => model.Name == service);
        return model is null ? null : ToStatus(model.IsReady(null) && readiness.TakesRequests);
    }

    private static ServingStatus ToStatus(bool ready) => ready ? ServingStatus.Serving : ServingStatus.NotServing;
}
