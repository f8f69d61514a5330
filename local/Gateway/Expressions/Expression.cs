namespace Platform.Gateway.Expressions;

/// <summary>An expression of a policy, which can be evaluated once its batch is compiled.</summary>
internal sealed class Expression(ExpressionText text)
{
    private Func<IContext, object?>? _function;

    public ExpressionText Text { get; } = text;

    /// <summary>Whether it looks at the request's body, which then has to be read before.</summary>
    public bool ReadsRequestBody { get; private set; }

    public bool ReadsResponseBody { get; private set; }

    public object? Evaluate(IContext context) => _function!(context);

    internal void Complete(Func<IContext, object?> function, bool readsRequestBody, bool readsResponseBody)
    {
        _function = function;
        (ReadsRequestBody, ReadsResponseBody) = (readsRequestBody, readsResponseBody);
    }
}
