using System.Text.Json.Nodes;

namespace Platform.Review.Plans;

/// <summary>What a stack would create: the document that reviewers read.</summary>
/// <param name="Resources">In ordinal order of their paths, then of their types.</param>
/// <param name="Outputs">The stack's outputs by name.</param>
internal sealed record Plan(string Project, string Stack, IReadOnlyList<PlannedResource> Resources, JsonObject Outputs)
{
    public const int SchemaVersion = 1;
}
