using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies;

/// <summary>One policy of a document.</summary>
internal abstract class PolicyStatement(PolicyElement element)
{
    /// <summary>Of the element, as <c>LastError.Source</c>.</summary>
    public string Name { get; } = element.Name;

    public string Path { get; } = element.Path;
    public string? Id { get; } = element.Id;
    public string Scope { get; } = element.Reading.Scope;
    public string Section { get; } = element.Reading.Section;

    /// <summary>In the sections that work on the answer.</summary>
    protected bool IsOfAnswer => Section is "outbound" or "on-error";

    public abstract ValueTask<Flow> ExecuteAsync(GatewayCall call);

    /// <summary>One after the other, until one of them ends it.</summary>
    public static async ValueTask<Flow> RunAsync(PolicyStatement[] statements, GatewayCall call)
    {
        foreach (var statement in statements)
        {
            try
            {
                var flow = await statement.ExecuteAsync(call);
                if (flow != Flow.Next)
                    return flow;
            }
            catch (PolicyFault fault) when (call.LastError is null)
            {
                call.LastError = new(
                    fault.Step ?? statement.Name, fault.Reason, fault.Message, statement.Scope, statement.Section, statement.Path,
                    statement.Id);
                throw;
            }
        }

        return Flow.Next;
    }
}
