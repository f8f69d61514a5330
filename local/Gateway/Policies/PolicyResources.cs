using Platform.Gateway.Backends;

namespace Platform.Gateway.Policies;

/// <summary>What policies name: <c>{{values}}</c>, fragments and backends.</summary>
/// <param name="Fragments">By name: the document and its text.</param>
internal sealed record PolicyResources(
    NamedValues NamedValues, IReadOnlyDictionary<string, (string Document, string Text)> Fragments,
    IReadOnlyDictionary<string, BackendPool> Backends);
