using System.Text.Json.Nodes;

namespace Platform.Payments.Http;

/// <summary>What a call is answered with.</summary>
internal sealed record Answer(int Status, JsonNode? Body);
