using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Review.Preflight.Checks;

/// <summary>What a region says of a size of virtual machines.</summary>
/// <param name="IsOffered">Whether the subscription may have it there.</param>
internal sealed record MachineSize(string Name, string Family, int Cores, bool IsOffered)
{
    /// <returns>Null where the region does not have it.</returns>
    public static async Task<MachineSize?> AskAsync(
        PreflightContext context, string region, string size, CancellationToken cancellationToken)
    {
        // A size that is asked for brings all that begin alike; --all, those that the subscription may not have as well
        var answer = await context.Azure.AskAsync(
            ["vm", "list-skus", "--location", region, "--resource-type", "virtualMachines", "--size", size, "--all", "--subscription",
                context.Account.SubscriptionId],
            cancellationToken);
        var found = answer.AsArray().OfType<JsonObject>()
            .FirstOrDefault(each => $"{each["name"]}".Equals(size, StringComparison.OrdinalIgnoreCase));
        if (found is null)
            return null;
        var cores = (found["capabilities"] as JsonArray ?? []).FirstOrDefault(each => $"{each?["name"]}" == "vCPUs")?["value"];
        var isRefused = (found["restrictions"] as JsonArray ?? []).Any(each => $"{each?["type"]}" == "Location");
        return new(size, $"{found["family"]}", int.Parse($"{cores}", CultureInfo.InvariantCulture), !isRefused);
    }
}
