namespace Pulumi.Testing;

/// <summary>Answers a program in place of the cloud.</summary>
public interface IMocks
{
    /// <summary>Is asked for each resource but the stack; answers with its id and a dictionary of its outputs.</summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>Is asked for each function call; answers with a dictionary of its results.</summary>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>Is told the outputs of components and of the stack.</summary>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}
