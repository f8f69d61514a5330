using System.Collections.Immutable;
using Pulumi;

namespace Platform.Infra.MachineLearning;

/// <summary>An endpoint with all that it has.</summary>
/// <param name="Kind">The last part of the type: <c>onlineEndpoints</c>.</param>
/// <param name="Body">The endpoint beside its name, place and tags.</param>
internal sealed record WholeEndpoint(string Kind, Output<string> Name, Output<ImmutableDictionary<string, object>> Body);
