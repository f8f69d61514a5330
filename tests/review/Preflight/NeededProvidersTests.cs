using System.Text.RegularExpressions;
using Platform.Review.Preflight.Checks;
using Platform.Review.Roles;
using Platform.Review.Stacks;
using Platform.Review.Tests.Rules;

namespace Platform.Review.Tests.Preflight;

public sealed partial class NeededProvidersTests
{
    [Fact]
    public async Task Of_EveryStackAndMode_AreThoseThatTheRunbookRegisters()
    {
        var runbook = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "runbooks", "first-deployment.md"));
        var registered = Loop().Match(runbook).Groups["names"].Value.Split([' ', '\\', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(name => $"Microsoft.{name}").ToArray();
        var needed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var repository = Repository.At(RepositoryRoot.Path);
        foreach (var stack in repository.Stacks)
            foreach (var variant in RoleVariant.All)
                needed.UnionWith(NeededProviders.Of(await SoundPlan.RecordAsync(variant.Of(repository.Configuration(stack)))).Keys);

        Assert.Empty(needed.Except(registered, StringComparer.OrdinalIgnoreCase));
        Assert.Equal(registered.Order(StringComparer.Ordinal), registered);
        Assert.True(needed.Count > 10);
    }

    [GeneratedRegex("for provider in (?<names>[^;]*); do")]
    private static partial Regex Loop();
}
