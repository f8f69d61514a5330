using Pulumi;
using Pulumi.Utilities;

namespace Platform.Infra.Registry;

/// <summary>
/// Brings the source to the registry just before a build of it starts: on a real <c>pulumi up</c>, and only when the content is new.
/// </summary>
internal static class BuildSourceUpload
{
    public static ResourceHook Before(string name, BuildSource source, Output<string> uploadUrl)
        => new(
            name,
            async (_, cancellationToken) => await SendAsync(source, await OutputUtilities.GetValueAsync(uploadUrl), cancellationToken));

    private static async Task SendAsync(BuildSource source, string url, CancellationToken cancellationToken)
    {
        using var archive = new MemoryStream();
        await source.WriteArchiveAsync(archive, cancellationToken);
        archive.Position = 0;
        using var client = new HttpClient();
        using var content = new StreamContent(archive);
        // The URL is a shared access signature of one blob: https://learn.microsoft.com/rest/api/storageservices/put-blob
        content.Headers.Add("x-ms-blob-type", "BlockBlob");
        using var response = await client.PutAsync(new Uri(url), content, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException(
                $"the registry refused the source of the image ({archive.Length} bytes): "
                + $"{(int)response.StatusCode} {response.ReasonPhrase}");
    }
}
