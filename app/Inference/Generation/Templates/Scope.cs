namespace Platform.Inference.Generation.Templates;

/// <summary>The variables that a part of a template sees. What is set within a loop is gone after it.</summary>
internal sealed class Scope(Scope? outer = null)
{
    private readonly Dictionary<string, object?> _variables = [];

    public object? this[string name]
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
                if (scope._variables.TryGetValue(name, out var value))
                    return value;
            return Value.Undefined;
        }
        set => _variables[name] = value;
    }

    private Scope? Outer => outer;
}
