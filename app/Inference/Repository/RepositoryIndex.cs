using Platform.Inference.Models;

namespace Platform.Inference.Repository;

/// <summary>Every version that the repository has, whether it is served or not.</summary>
/// <seealso href="https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_model_repository.md"/>
internal static class RepositoryIndex
{
    public const string Ready = "READY";

    public static IEnumerable<IndexItem> Of(RepositoryLoader loader) => loader.Entries.Select(Describe)
        .Concat(loader.Unloaded.Select(file => new IndexItem(file.Model, $"{file.Number}", "UNAVAILABLE", "unloaded")))
        .OrderBy(item => item.Name, StringComparer.Ordinal);

    private static IndexItem Describe(ModelEntry entry)
        => new(
            entry.File.Model, $"{entry.File.Number}", entry.Loaded is { } loaded ? loaded.IsReady ? Ready : "LOADING" : "UNAVAILABLE",
            entry.Failure ?? entry.Loaded?.Failure ?? "");
}
