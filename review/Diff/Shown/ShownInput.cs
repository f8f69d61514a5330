using System.Text.Json.Nodes;
using Platform.Review.Values;

namespace Platform.Review.Diff.Shown;

/// <summary>An input of a resource that is added or removed as a whole.</summary>
/// <param name="Name">What its value stands for, where that is an id; else null.</param>
/// <param name="IsMain">Whether it is among what a reader wants to know first.</param>
internal sealed record ShownInput(PropertyPath Path, JsonNode? Value, string? Name, bool IsMain);
