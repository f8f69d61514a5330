using System.Net;
using Grpc.Net.Client;
using Platform.Inference.Grpc.Wire;

namespace Platform.Inference.Tests.Grpc;

/// <summary>A server with a port for gRPC besides that for HTTP, and a client of each.</summary>
internal sealed class GrpcServer : IAsyncDisposable
{
    private readonly GrpcChannel _channel;

    private GrpcServer(RunningServer server, Uri http, Uri grpc)
    {
        Server = server;
        Address = grpc;
        Http = new HttpClient(AnyCertificate()) { BaseAddress = http };
        _channel = GrpcChannel.ForAddress(
            grpc, new GrpcChannelOptions { HttpHandler = AnyCertificate(), MaxReceiveMessageSize = null, DisposeHttpClient = true });
        Client = new GRPCInferenceService.GRPCInferenceServiceClient(_channel);
    }

    public RunningServer Server { get; }

    /// <summary>That of gRPC.</summary>
    public Uri Address { get; }

    public HttpClient Http { get; }

    public GrpcChannel Channel => _channel;

    public GRPCInferenceService.GRPCInferenceServiceClient Client { get; }

    /// <summary>With the models of Fixtures, unless the settings say otherwise.</summary>
    public static async Task<GrpcServer> StartAsync(params string[] settings)
    {
        var server = await RunningServer.StartAsync(["--Models:Root", FixtureServer.Root, "--Grpc:Port", "0", .. settings]);
        var addresses = server.Addresses.Select(address => new Uri(address)).ToList();
        Assert.Equal(2, addresses.Count);
        var http = await SpeaksHttp1Async(addresses[0]) ? addresses[0] : addresses[1];
        return new GrpcServer(server, http, addresses.Single(address => address != http));
    }

    public async Task<Answer> PostAsync(string path, string json)
    {
        using var response = await Http.PostAsync(path, new StringContent(json));
        return new Answer(
            response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(), response);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        Http.Dispose();
        await Server.DisposeAsync();
    }

    private static async Task<bool> SpeaksHttp1Async(Uri address)
    {
        using var client = new HttpClient(AnyCertificate()) { BaseAddress = address, DefaultRequestVersion = HttpVersion.Version11 };
        try
        {
            return (await client.GetAsync("/v2/health/live")).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static HttpClientHandler AnyCertificate()
        => new() { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
}
