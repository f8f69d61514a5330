namespace Platform.Review.Preflight;

/// <summary>One kind of thing that an <c>up</c> may trip over.</summary>
internal interface IPreflightCheck
{
    string Name { get; }

    /// <exception cref="Asking.RefusedException">Azure did not answer.</exception>
    Task<IReadOnlyList<Obstacle>> FindAsync(PreflightContext context, CancellationToken cancellationToken);
}
