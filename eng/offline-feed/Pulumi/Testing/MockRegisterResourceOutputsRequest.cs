namespace Pulumi.Testing;

public class MockRegisterResourceOutputsRequest(string urn, ImmutableDictionary<string, Output<object?>> outputs)
{
    public readonly string Urn = urn;

    public readonly ImmutableDictionary<string, Output<object?>> Outputs = outputs;
}
