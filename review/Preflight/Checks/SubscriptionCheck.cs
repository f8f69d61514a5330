using Platform.Infra.Settings;
using Platform.Review.Stacks;

namespace Platform.Review.Preflight.Checks;

/// <summary>Whether the stack says where it is, and the caller's commands go there too.</summary>
internal sealed class SubscriptionCheck : IPreflightCheck
{
    public string Name => "subscription";

    public async Task<IReadOnlyList<Obstacle>> FindAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        var account = context.Account;
        Obstacle?[] found =
        [
            Unset(context, SubscriptionSettings.IdKey, account.SubscriptionId),
            Unset(context, SubscriptionSettings.TenantKey, account.TenantId) ?? Elsewhere(context),
            await AsideAsync(context, cancellationToken),
        ];
        return [.. found.OfType<Obstacle>()];
    }

    private Obstacle? Unset(PreflightContext context, string key, string present) => context.Configuration.Said(key) is not null
        ? null
        : new(Name, Weight.Blocks, $"{key} is not set, without which `up` deploys nowhere; az is signed in to {present}",
            $"if that is where {context.Plan.Stack} is to be: {Set(context, key, present)}");

    private Obstacle? Elsewhere(PreflightContext context)
    {
        var (tenant, account) = (context.Configuration.Said(SubscriptionSettings.TenantKey), context.Account);
        return AreSame(tenant, account.TenantId)
            ? null
            : new(
                Name, Weight.Blocks,
                $"{SubscriptionSettings.TenantKey} is {tenant}, and subscription {account.SubscriptionId} is in tenant {account.TenantId}",
                Set(context, SubscriptionSettings.TenantKey, account.TenantId));
    }

    // Whatever az is at, `up` goes where the stack says; what the runbooks have besides does not
    private async Task<Obstacle?> AsideAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        var (present, own) = (await context.Azure.AccountAsync(null, cancellationToken), context.Account);
        return AreSame(present.SubscriptionId, own.SubscriptionId)
            ? null
            : new(Name, Weight.Warning,
                $"az is at subscription {present.SubscriptionId}, in tenant {present.TenantId}, and {context.Plan.Stack} is in "
                + $"{own.SubscriptionId}, in tenant {own.TenantId}: `up` goes there, `az` does not",
                $"az account set --subscription {own.SubscriptionId}");
    }

    private static string Set(PreflightContext context, string key, string value)
        => $"pulumi config set --stack {context.Plan.Stack} {key} {value}";

    private static bool AreSame(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
