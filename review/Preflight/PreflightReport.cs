using Platform.Review.Preflight.Asking;
using Platform.Review.Preflight.Checks;

namespace Platform.Review.Preflight;

/// <param name="Obstacles">The heaviest first.</param>
internal sealed record PreflightReport(string Stack, Account Account, IReadOnlyList<Obstacle> Obstacles)
{
    /// <summary>In the order in which one mends what they find.</summary>
    public static IReadOnlyList<IPreflightCheck> Checks { get; } =
    [
        new ToolCheck(), new SubscriptionCheck(), new RoleCheck(), new ProviderCheck(), new FeatureCheck(), new OfferCheck(),
        new QuotaCheck(),
        new NameCheck(), new RepositoryCheck(),
    ];

    /// <summary>Whether an <c>up</c> is known to go through.</summary>
    public bool IsClear => Obstacles.All(obstacle => obstacle.Weight == Weight.Warning);

    public static async Task<PreflightReport> OfAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        var obstacles = new List<Obstacle>();
        foreach (var check in Checks)
            obstacles.AddRange(await FindAsync(check, context, cancellationToken));
        return new(context.Plan.Stack, context.Account, [.. obstacles.OrderByDescending(obstacle => obstacle.Weight)]);
    }

    // What Azure does not say is no good news
    private static async Task<IReadOnlyList<Obstacle>> FindAsync(
        IPreflightCheck check, PreflightContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await check.FindAsync(context, cancellationToken);
        }
        catch (RefusedException refused)
        {
            return
            [
                new(check.Name, Weight.Unknown, $"Azure did not answer: {refused.Message}", "run it again, with the right to read there"),
            ];
        }
    }
}
