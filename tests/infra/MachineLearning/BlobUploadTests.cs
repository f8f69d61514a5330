using System.Net;
using Platform.Infra.MachineLearning;

namespace Platform.Infra.Tests.MachineLearning;

public sealed class BlobUploadTests : IDisposable
{
    private const string Folder = "https://account.example/container/";
    private readonly string _file = Path.GetTempFileName();

    public BlobUploadTests() => File.WriteAllText(_file, "content");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task SendAsync_NewContent_PutsItWithTheTokenAndWithoutOverwriting()
    {
        var storage = new Storage((HttpStatusCode.Created, ""));
        var source = await SendAsync(storage);

        var (request, body) = Assert.Single(storage.Requests);
        Assert.Equal($"PUT {Folder}{source.Path}/1/model.onnx", $"{request.Method} {request.RequestUri}");
        Assert.Equal("content", body);
        Assert.Equal("Bearer token", $"{request.Headers.Authorization}");
        Assert.Equal("*", $"{request.Headers.IfNoneMatch}");
        Assert.Equal("BlockBlob", request.Headers.GetValues("x-ms-blob-type").Single());
        Assert.Equal("2023-11-03", request.Headers.GetValues("x-ms-version").Single());
        Assert.NotNull(request.Headers.Date);
    }

    [Fact]
    public async Task SendAsync_ContentThatIsThere_IsDone()
    {
        var storage = new Storage((HttpStatusCode.Conflict, "BlobAlreadyExists"));
        await SendAsync(storage);

        Assert.Single(storage.Requests);
    }

    [Fact]
    public async Task SendAsync_RoleThatHasNotSpread_TriesAgain()
    {
        var storage = new Storage((HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch"), (HttpStatusCode.Created, ""));
        await SendAsync(storage);

        Assert.Equal(["content", "content"], storage.Requests.Select(request => request.Body));
    }

    [Fact]
    public async Task SendAsync_RoleThatNeverComes_GivesUpAndSaysWhich()
    {
        var storage = new Storage((HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch"));
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(storage));

        Assert.Equal(3, storage.Requests.Count);
        Assert.Equal(
            $"blob storage refused '{storage.Requests[0].Request.RequestUri}': 403 AuthorizationPermissionMismatch; "
            + "whoever runs the program needs the role Storage Blob Data Contributor on the container",
            failure.Message);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "AuthorizationFailure",
        "a private stack takes content from inside its network only: run from a machine that is connected to it")]
    [InlineData(HttpStatusCode.NotFound, "ContainerNotFound", "run `pulumi up` again, which goes on where this stopped")]
    [InlineData(HttpStatusCode.Conflict, "BlobImmutableDueToPolicy", "run `pulumi up` again, which goes on where this stopped")]
    public async Task SendAsync_Refused_SaysWhatToDoAtOnce(HttpStatusCode status, string error, string remedy)
    {
        var storage = new Storage((status, error));
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(storage));

        Assert.Equal(
            $"blob storage refused '{Assert.Single(storage.Requests).Request.RequestUri}': {(int)status} {error}; {remedy}",
            failure.Message);
    }

    private async Task<AssetSource> SendAsync(Storage storage)
    {
        var source = new AssetSource("models/iris", "iris", ("1/model.onnx", _file));
        using var client = new HttpClient(storage);
        await new BlobUpload(client, TimeSpan.Zero, attempts: 3).SendAsync(new Uri(Folder), source, "token", CancellationToken.None);
        return source;
    }

    /// <summary>Gives the answers in turn, the last one for ever.</summary>
    private sealed class Storage(params (HttpStatusCode Status, string Error)[] answers) : HttpMessageHandler
    {
        public List<(HttpRequestMessage Request, string Body)> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var (status, error) = answers[Math.Min(Requests.Count, answers.Length - 1)];
            Requests.Add((request, await request.Content!.ReadAsStringAsync(cancellationToken)));
            var answer = new HttpResponseMessage(status);
            if (error.Length > 0)
                answer.Headers.Add("x-ms-error-code", error);
            return answer;
        }
    }
}
