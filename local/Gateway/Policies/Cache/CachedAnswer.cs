namespace Platform.Gateway.Policies.Cache;

/// <summary>An answer as the backend gave it.</summary>
internal sealed record CachedAnswer(
    int StatusCode, string Reason, IReadOnlyList<KeyValuePair<string, string[]>> Headers, byte[] Content, DateTimeOffset Until);
