namespace Platform.Infra.Registry;

/// <summary>What an image is built of, besides the files that all projects share.</summary>
/// <param name="Repository">Its name in the registry.</param>
/// <param name="Dockerfile">From the repository's root.</param>
/// <param name="Folders">What the Dockerfile copies.</param>
internal sealed record ImageContent(string Repository, string Dockerfile, IReadOnlyList<string> Folders)
{
    /// <summary>The other projects of app/ are no part of this image.</summary>
    public static ImageContent Inference { get; } = new(
        "inference", "app/Inference/Dockerfile", ["app/Forests", "app/Inference", "app/models"]);

    /// <summary>The GitHub runner of private stacks.</summary>
    public static ImageContent Runner { get; } = new("runner", "eng/runner/Dockerfile", ["eng/runner"]);

    public static ImageContent Billing { get; } = new("billing", "app/Billing/Dockerfile", ["app/Billing"]);
}
