using System.Collections.Immutable;
using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using static Platform.Infra.Components.ArmTemplate;

namespace Platform.Infra.Gateway;

/// <summary>
/// Takes a tier that is no longer on the list away together with the subscriptions to it: Azure deletes no product that has any, unless
/// a query says so, which Azure Native does not send. The list is kept in the service's group, by a template that makes nothing, so that
/// an update of it says which tiers there were. What Pulumi deletes at its end is gone by then, which it takes for success. A hook of the
/// product's own deletion would not do: it is run when the program is over, and `pulumi destroy` refuses to go without the program.
/// https://github.com/pulumi/pulumi-azure-native/issues/846, https://github.com/pulumi/pulumi/issues/20099
/// </summary>
internal static class ClosedTiers
{
    private const string Parameter = "tiers";

    /// <param name="options">Of a child of the gateway, in its turn among what is changed about the API.</param>
    public static void Declare(GatewayScope gateway, IReadOnlyList<TierSettings> tiers, CustomResourceOptions options)
    {
        options.Hooks.BeforeUpdate.Add(ServiceContent.Remover(
            $"remove-tiers-{gateway.Stack}", gateway.Service, "tier",
            change => [.. Between(change.OldInputs, change.NewInputs).Select(ServiceContent.Product)]));
        ArmTemplate.Declare(
            Parameter, gateway,
            Output.Create(Map(("parameters", Map((Parameter, Map(("type", "array"))))), ("resources", List()))), options,
            (Parameter, Output.Create<object>(ImmutableArray.CreateRange(tiers.Select(tier => (object)tier.Name)))));
    }

    /// <summary>The tiers that were on the list and are not any more.</summary>
    internal static IReadOnlyList<string> Between(
        IReadOnlyDictionary<string, object?>? before, IReadOnlyDictionary<string, object?>? after)
        => [.. NamesIn(before).Except(NamesIn(after), StringComparer.Ordinal)];

    private static IEnumerable<string> NamesIn(IReadOnlyDictionary<string, object?>? inputs)
    {
        object? at = inputs;
        foreach (var member in new[] { "properties", "parameters", Parameter, "value" })
            at = (at as IReadOnlyDictionary<string, object?>)?.GetValueOrDefault(member);
        return at is IEnumerable<object> names ? names.Select(name => $"{name}") : [];
    }
}
