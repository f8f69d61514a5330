using System.Text.Json.Nodes;

namespace Platform.Review.Azure.Kinds;

/// <summary>An input of which Azure refuses one direction of a change, or any change as long as it is in use.</summary>
/// <param name="Input">As a schema has it: <c>subnets.addressPrefix</c>.</param>
/// <param name="Where">Which changes are meant, by the value before and after; null for none.</param>
/// <param name="Why">And what to do instead.</param>
internal sealed record OneWay(string Input, Func<JsonNode?, JsonNode?, bool> Where, string Why);
