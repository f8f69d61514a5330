using Azure.Storage.Blobs.Specialized;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Billing.Consent;

namespace Platform.Billing.Tests.Consent;

/// <summary>One blob on loopback, with the conditions that a storage account keeps.</summary>
internal sealed class BlobServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _version;

    private BlobServer(WebApplication app) => _app = app;

    public Uri Blob => new(new Uri(_app.Urls.Single()), "/account/records/consent.json");

    public string Content { get; private set; } = "";

    private string Tag => $"\"v{_version}\"";

    public static async Task<BlobServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var server = new BlobServer(builder.Build());
        server._app.Map("/account/records/consent.json", server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public IConsentFile File() => new BlobConsentFile(new BlockBlobClient(Blob));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers["x-ms-request-id"] = "1";
        if (HttpMethods.IsHead(request.Method))
        {
            response.StatusCode = _version == 0 ? 404 : 200;
            if (_version > 0)
                (response.Headers.ETag, response.Headers["x-ms-blob-type"], response.Headers.LastModified) = (Tag, "BlockBlob",
                    "Thu, 01 Jan 2026 00:00:00 GMT");
            return;
        }

        var holds = request.Headers.IfNoneMatch == "*" ? _version == 0 : request.Headers.IfMatch == Tag;
        response.StatusCode = holds ? 201 : 412;
        if (!holds)
        {
            response.Headers["x-ms-error-code"] = "ConditionNotMet";
            return;
        }

        Content = await new StreamReader(request.Body).ReadToEndAsync();
        _version++;
        (response.Headers.ETag, response.Headers.LastModified) = (Tag, "Thu, 01 Jan 2026 00:00:00 GMT");
    }
}
