namespace Platform.Review.Preflight.Asking;

/// <summary>The programs of the machine.</summary>
internal interface ICommands
{
    /// <returns>Null where there is no such program.</returns>
    Task<CommandAnswer?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken);
}
