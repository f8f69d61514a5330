namespace Platform.Gateway.Expressions;

/// <summary>An expression of a policy, which can be evaluated once its batch is compiled.</summary>
internal sealed class Expression(ExpressionText text)
{
    private Func<IContext, object?>? _function;

    public ExpressionText Text { get; } = text;

    /// <summary>The bodies that it looks at, which then have to be read before.</summary>
    public BodiesRead Reads { get; private set; }

    public object? Evaluate(IContext context) => _function!(context);

    internal void Complete(Func<IContext, object?> function, BodiesRead reads) => (_function, Reads) = (function, reads);
}
