using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Control;

/// <summary>https://learn.microsoft.com/azure/api-management/choose-policy</summary>
internal sealed class Choose : PolicyStatement
{
    private readonly (PolicyValue Condition, PolicyStatement[] Then)[] _branches;
    private readonly PolicyStatement[] _otherwise;

    public Choose(PolicyElement element) : base(element)
    {
        _branches = [.. element.Children("when").Select(when => when.Finish((when.Required("condition"), when.Statements())))];
        _otherwise = element.OnlyChild("otherwise") is { } otherwise ? otherwise.Finish(otherwise.Statements()) : [];
        if (_branches.Length == 0)
            throw element.Position.Error("<choose> has no <when>, of which it needs one");
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        foreach (var (condition, then) in _branches)
            if (await condition.IsTrueAsync(call))
                return await RunAsync(then, call);
        return await RunAsync(_otherwise, call);
    }
}
