namespace Platform.Bench;

/// <param name="Path">Of the POST.</param>
/// <param name="Headers">Besides Host and Content-Length.</param>
/// <param name="Body">The same in every request.</param>
/// <param name="Rows">In one request.</param>
/// <param name="Connections">Each sends its next request when it has the answer to the last.</param>
internal sealed record Scenario(string Path, (string Name, string Value)[] Headers, byte[] Body, int Rows, int Connections = 64)
{
    /// <summary>Whether the body is a message of gRPC, with its prefix; the connections are then streams of one connection.</summary>
    public bool IsGrpc { get; init; }
}
