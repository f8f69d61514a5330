using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Evaluation;

namespace Platform.Review.Plans;

/// <summary>What a stack would create: the document that reviewers read.</summary>
/// <param name="Resources">In ordinal order of their paths, then of their types.</param>
/// <param name="Outputs">The stack's outputs by name.</param>
internal sealed record Plan(string Project, string Stack, IReadOnlyList<PlannedResource> Resources, JsonObject Outputs)
{
    public const int SchemaVersion = 1;

    /// <summary>Where the program declares the resources, by path; empty unless that was asked for. No part of the document.</summary>
    public IReadOnlyDictionary<string, SourceLine> Sources { get; init; } = new Dictionary<string, SourceLine>();

    /// <summary>Whether the two are the same document.</summary>
    public bool IsSameAs(Plan other)
        => (Project, Stack, Resources.Count) == (other.Project, other.Stack, other.Resources.Count)
            && JsonNode.DeepEquals(Outputs, other.Outputs) && Resources.Zip(other.Resources).All(pair => AreSame(pair.First, pair.Second));

    private static bool AreSame(PlannedResource one, PlannedResource other)
        => (one.Path, one.Name, one.Type, one.Custom, one.Parent) == (other.Path, other.Name, other.Type, other.Custom, other.Parent)
            && JsonNode.DeepEquals(one.Inputs, other.Inputs)
            && Text(one.Options) == Text(other.Options);

    private static string Text(PlannedOptions options) => JsonSerializer.Serialize(options, PlannedOptionsJson.Default.PlannedOptions);
}
