using Grpc.Core;
using Platform.Inference.Grpc.Wire;
using Platform.Inference.Health;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Grpc;

/// <summary>
/// The Open Inference Protocol over gRPC, but for <c>ModelInfer</c>. What a call answers or refuses, the same request over HTTP does in the
/// same words.
/// </summary>
/// <seealso cref="InferCalls"/>
internal sealed class InferenceService(ModelRepository models, ServerReadiness readiness, GrpcStatus status)
    : GRPCInferenceService.GRPCInferenceServiceBase
{
    public override Task<ServerLiveResponse> ServerLive(ServerLiveRequest request, ServerCallContext context)
        => Task.FromResult(new ServerLiveResponse { Live = true });

    public override Task<ServerReadyResponse> ServerReady(ServerReadyRequest request, ServerCallContext context)
        => Task.FromResult(new ServerReadyResponse { Ready = readiness.IsReady });

    public override Task<ModelReadyResponse> ModelReady(ModelReadyRequest request, ServerCallContext context)
        => AnswerAsync(context, () => new ModelReadyResponse { Ready = models.Find(request.Name).IsReady(VersionOf(request.Version)) });

    public override Task<ServerMetadataResponse> ServerMetadata(ServerMetadataRequest request, ServerCallContext context)
    {
        var (name, version, extensions) = OpenInference.ServerMetadata.Current;
        return Task.FromResult(new ServerMetadataResponse { Name = name, Version = version, Extensions = { extensions } });
    }

    public override Task<ModelMetadataResponse> ModelMetadata(ModelMetadataRequest request, ServerCallContext context)
        => AnswerAsync(context, () =>
        {
            var model = models.Find(request.Name);
            var version = model.Find(VersionOf(request.Version));
            return new ModelMetadataResponse
            {
                Name = model.Name,
                Versions = { model.Versions.Select(loaded => loaded.Version) },
                Platform = OpenInference.ModelMetadata.OnnxPlatform,
                Inputs = { version.Signature.Inputs.Select(Describe) },
                Outputs = { version.Signature.Outputs.Select(Describe) },
            };
        });

    private Task<TAnswer> AnswerAsync<TAnswer>(ServerCallContext context, Func<TAnswer> answer)
    {
        try
        {
            return Task.FromResult(answer());
        }
        catch (Exception exception)
        {
            throw status.Of(context.GetHttpContext(), exception);
        }
    }

    private static string? VersionOf(string version) => version.Length == 0 ? null : version;

    private static ModelMetadataResponse.Types.TensorMetadata Describe(TensorSpec spec)
        => new() { Name = spec.Name, Datatype = spec.Type.Name, Shape = { spec.ListedShape } };
}
