using System.Text;
using Platform.Review.Plans;
using Platform.Review.Rules;
using Platform.Review.Stacks;

namespace Platform.Review.Roles;

/// <summary>The page that lists every role that the stacks assign, in all ways to set them up.</summary>
internal static class RolePage
{
    public const string File = "docs/roles.md";

    public static async Task<string> WriteAsync(Repository repository, CancellationToken cancellationToken)
    {
        // With the variant that grants it first
        var azure = new Dictionary<RoleGrant, string>();
        var entra = new Dictionary<RoleGrant, string>();
        foreach (var variant in RoleVariant.All)
        {
            foreach (var stack in repository.Stacks)
            {
                var plan = await PlanRecorder.RecordAsync(repository.Root, variant.Of(repository.Configuration(stack)), cancellationToken);
                var grants = new RoleGrants(plan, variant);
                foreach (var grant in grants.InAzure())
                    azure.TryAdd(grant, variant.When);
                foreach (var grant in grants.InEntra())
                    entra.TryAdd(grant, variant.When);
            }
        }

        return Write(azure, entra);
    }

    private static string Write(Dictionary<RoleGrant, string> azure, Dictionary<RoleGrant, string> entra)
    {
        var page = new StringBuilder("# Roles\n\n")
            .Append(
                "Every role that the stacks assign: who may do what, where, and why. "
                + $"Written by `{RulePage.Mend}` from the plans of both stacks in all\n")
            .Append(
                "network modes, with a deploy job, and on what is there already; the reasons stand beside the grants in `infra/`. "
                + "Identities and resources\n")
            .Append("are named by their path in the plan.\n\n## In Azure\n\n| who | role | where | why | when |\n|---|---|---|---|---|\n");
        foreach (var (grant, when) in Sorted(azure))
            page.Append($"| {grant.Who} | {grant.Role} | {grant.Where} | {grant.Why} | {when} |\n");
        page.Append(
            "\n*On condition*: the job may assign and take away the other roles of this table, to services and groups, and none besides; "
            + "so it can make nobody\n")
            .Append("an owner, nor pass the right to assign on. Whoever changes what the job may do is a person.\n")
            .Append("\n## In Entra\n\n| who | may be or do | where | when |\n|---|---|---|---|\n");
        foreach (var (grant, when) in Sorted(entra))
            page.Append($"| {grant.Who} | {grant.Role} | {grant.Where} | {when} |\n");
        return page.Append(
            "\nWith `githubRepository`, whoever deploys first must be Privileged Role Administrator besides, "
            + "as the job's permissions in Microsoft Graph\n")
            .Append("are granted to a service; the others of the first deployment are in the [README](../README.md#deploying-for-real).\n")
            .ToString();
    }

    private static IEnumerable<KeyValuePair<RoleGrant, string>> Sorted(Dictionary<RoleGrant, string> grants)
        => grants.OrderBy(grant => grant.Key.Who, StringComparer.Ordinal).ThenBy(grant => grant.Key.Where, StringComparer.Ordinal)
            .ThenBy(grant => grant.Key.Role, StringComparer.Ordinal).ThenBy(grant => grant.Key.Why, StringComparer.Ordinal);
}
