using Pulumi;

namespace Platform.Infra.Network;

/// <summary>What a private endpoint leads to.</summary>
/// <param name="Purpose">Of the endpoint: <c>storage-blob</c>.</param>
/// <param name="GroupId">The service's sub-resource, e.g. <c>vault</c> or <c>blob</c>.</param>
/// <param name="Zones">Of <see cref="PrivateZones"/>.</param>
internal sealed record PrivateLinkTarget(string Purpose, Output<string> Id, string GroupId, params string[] Zones);
