namespace Pulumi.Testing;

/// <summary>The stack of a test that gives a callback instead of a stack.</summary>
internal sealed class TestStack : Stack
{
    public TestStack(Func<Task<IDictionary<string, object?>>> createResources)
        => Outputs = createResources().GetAwaiter().GetResult();

    public IDictionary<string, object?> Outputs { get; }
}
