using Pulumi;

namespace Platform.Infra.Registry;

/// <summary>An image that nodes can start.</summary>
/// <param name="Tagged">By the tag that names its content; one that was built elsewhere, by its digest.</param>
/// <param name="Pinned">The same with its digest.</param>
/// <param name="Ready">Done when it can be pulled.</param>
internal sealed record BuiltImage(Output<string> Tagged, Output<string> Pinned, IReadOnlyList<Resource> Ready);
