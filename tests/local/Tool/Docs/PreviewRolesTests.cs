using System.Text.RegularExpressions;

namespace Platform.Tool.Tests.Docs;

/// <summary>A preview runs code that nobody has reviewed: what it may do is what the runbook's table says, and no more.</summary>
public sealed partial class PreviewRolesTests
{
    private static readonly string _runbook = RepositoryFiles.Read("docs/runbooks/pipeline.md");

    // docs/roles.md is held to the plans of all stacks and network modes by a test of its own
    [Fact]
    public void Table_OfThePreview_IsWhatTheStackAndTheRunbookGrant()
    {
        var table = _runbook.Split("## What a preview may do")[1].Split("## ")[0].Split('\n').Where(
            line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Split('|')[1].Trim());
        var stack = RepositoryFiles.Read("docs/roles.md").Split("## In Entra")[0].Split('\n').Where(
            line => line.StartsWith("| `preview-identity/", StringComparison.Ordinal))
            .Select(line => line.Split('|')[2].Trim()).Distinct();

        Assert.Equal(stack.Concat(Granted("preview")).Order(StringComparer.Ordinal), table.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Runbook_OfThePreview_LetsItWriteLocksAloneAndReachOneStack()
    {
        Assert.Equal(
            ["Key Vault Crypto User", "Storage Blob Data Contributor, on condition", "Storage Blob Data Reader"],
            Granted("preview").Order(StringComparer.Ordinal));
        Assert.All(Grant().Matches(_runbook), grant => Assert.Contains(grant.Groups["scope"].Value, new[] { "$container", "$key" }));
        Assert.Contains("blobs:path] StringLike '.pulumi/locks/*'\"", _runbook, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Granted(string identity)
        => Grant().Matches(_runbook).Where(grant => grant.Groups["who"].Value == identity)
            .Select(grant => grant.Groups["role"].Value
            + (grant.Value.Contains("--condition", StringComparison.Ordinal) ? ", on condition" : ""));

    [GeneratedRegex(
        """az role assignment create --role "(?<role>[^"]+)" --assignee-object-id \$(?<who>\w+) --scope "(?<scope>[^"]+)"[^\n]*""")]
    private static partial Regex Grant();
}
