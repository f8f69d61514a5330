using Pulumi;

namespace Platform.Review.Evaluation;

/// <summary>Makes the stack when the SDK asks for it, and keeps what its constructor throws: the SDK passes on no more than text.</summary>
internal sealed class StackFactory(Func<Stack> create) : IServiceProvider
{
    public Exception? Failure { get; private set; }

    public object? GetService(Type serviceType)
    {
        try
        {
            return create();
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }
    }
}
