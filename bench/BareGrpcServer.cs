using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Inference.Execution;
using Platform.Inference.Grpc.Wire;

namespace Platform.Bench;

/// <summary>
/// The limit for gRPC: its server in Kestrel, set up as the server has it, reads the same message and answers another of the same size.
/// </summary>
internal sealed class BareGrpcServer : GRPCInferenceService.GRPCInferenceServiceBase
{
    public static async Task<int> RunAsync(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, int.Parse(port), endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        SingleProcessor.Configure(builder.Services, int.Parse(port));
        var app = builder.Build();
        app.MapGrpcService(GRPCInferenceService.BindService(new BareGrpcServer()));
        await app.RunAsync();
        return 0;
    }

    public override Task<ModelInferResponse> ModelInfer(ModelInferRequest request, ServerCallContext context)
        => Task.FromResult(new ModelInferResponse
        {
            ModelName = request.ModelName,
            ModelVersion = "1",
            Outputs =
            {
                new ModelInferResponse.Types.InferOutputTensor { Name = "label", Datatype = "INT64", Shape = { 1 } },
                new ModelInferResponse.Types.InferOutputTensor { Name = "probabilities", Datatype = "FP32", Shape = { 1, 3 } },
            },
            RawOutputContents = { ByteString.CopyFrom(new byte[sizeof(long)]), ByteString.CopyFrom(new byte[3 * sizeof(float)]) },
        });
}
