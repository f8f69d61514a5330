using System.Reflection;

namespace Pulumi;

/// <summary>The errors of a run, as the engine would show them.</summary>
internal sealed class ErrorLog
{
    private readonly Lock _lock = new();
    private readonly List<string> _messages = [];

    /// <summary>What the caller of a test run gets thrown, or null when all went well.</summary>
    public Exception? Failure
    {
        get
        {
            lock (_lock)
            {
                return _messages switch
                {
                    [] => null,
                    [var only] => new RunException(only),
                    _ => new AggregateException(_messages.Select(message => new RunException(message))),
                };
            }
        }
    }

    public void Add(string message)
    {
        lock (_lock)
            _messages.Add(message);
    }

    public void Add(Exception exception) => Add(exception switch
    {
        RunException => exception.Message,
        ResourceException { HideStack: true } => exception.Message,
        ResourceException => exception.ToString(),
        _ => $"Running program '{Assembly.GetEntryAssembly()?.Location}' failed with an unhandled exception:\n{exception}",
    });
}
