using System.Net;
using System.Net.Http.Headers;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// Puts files into blob storage with an Entra token, by the service's own protocol:
/// https://learn.microsoft.com/rest/api/storageservices/put-blob.
/// Azure Native's own blobs want the account's keys, which are off: https://github.com/pulumi/pulumi-azure-native/issues/2015.
/// </summary>
/// <param name="pause">Between two attempts, while Azure does not know of the caller's role yet.</param>
/// <param name="attempts">How many before giving up, 1 or more.</param>
internal sealed class BlobUpload(HttpClient client, TimeSpan pause, int attempts)
{
    // Entra may take ten minutes to spread a new role: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(20);
    private const int Attempts = 31;

    public BlobUpload(HttpClient client) : this(client, _pause, Attempts)
    {
    }

    /// <param name="folder">Of the blobs: <c>https://account.blob.core.windows.net/container/</c>.</param>
    /// <exception cref="HttpRequestException">Says what was refused and what to do.</exception>
    public async Task SendAsync(Uri folder, AssetSource source, string token, CancellationToken cancellationToken)
    {
        foreach (var (path, file) in source.Blobs)
            await SendAsync(new Uri(folder, path), file, token, cancellationToken);
    }

    private async Task SendAsync(Uri blob, string file, string token, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var response = await PutAsync(blob, file, token, cancellationToken);
            // A blob of that path has that content, as the path names it
            if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.Conflict && ErrorOf(response) == "BlobAlreadyExists")
                return;
            if (attempt == attempts || ErrorOf(response) != "AuthorizationPermissionMismatch")
                throw new HttpRequestException(
                    $"blob storage refused '{blob}': {(int)response.StatusCode} {ErrorOf(response)}; {Remedy(ErrorOf(response))}");
            await Task.Delay(pause, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> PutAsync(Uri blob, string file, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, blob) { Content = new StreamContent(File.OpenRead(file)) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        request.Headers.Add("x-ms-version", "2023-11-03");
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        request.Headers.Date = TimeProvider.System.GetUtcNow();
        return await client.SendAsync(request, cancellationToken);
    }

    private static string ErrorOf(HttpResponseMessage response)
        => response.Headers.TryGetValues("x-ms-error-code", out var codes) ? codes.First() : $"{response.ReasonPhrase}";

    private static string Remedy(string error) => error switch
    {
        "AuthorizationPermissionMismatch" => "whoever runs the program needs the role Storage Blob Data Contributor on the container",
        "AuthorizationFailure" or "PublicAccessNotPermitted" =>
            "a private stack takes content from inside its network only: run from a machine that is connected to it",
        _ => "run `pulumi up` again, which goes on where this stopped",
    };
}
