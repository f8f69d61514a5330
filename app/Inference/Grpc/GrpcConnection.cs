namespace Platform.Inference.Grpc;

/// <summary>A feature of connections to the endpoint of gRPC.</summary>
internal sealed class GrpcConnection
{
    public static readonly GrpcConnection Instance = new();

    private GrpcConnection()
    {
    }
}
