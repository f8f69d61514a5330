using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Platform.Review.Stacks;

/// <summary>What the repository held before, by the <c>git</c> on the path.</summary>
internal sealed class GitHistory(string root)
{
    private const string Upstream = "origin/main";

    /// <summary>
    /// The commit to compare with: the one given, else where the work branched off <c>origin/main</c>, else the last one.
    /// </summary>
    /// <exception cref="ReviewException">There is no such commit.</exception>
    public async Task<GitBase> BaseAsync(string? reference, CancellationToken cancellationToken)
    {
        if (reference is not null)
        {
            return await CommitAsync(reference, cancellationToken) is { } given
                ? new GitBase(given, reference)
                : throw NoBase(
                    $"git knows no commit '{reference}' here; give a branch, a tag or a commit, and fetch it if it is not here yet.");
        }

        if (await CommitAsync(Upstream, cancellationToken) is null)
        {
            return await CommitAsync("HEAD", cancellationToken) is { } last
                ? new GitBase(last, "HEAD")
                : throw NoBase($"'{root}' is no git checkout with a commit; there is nothing to compare with.");
        }

        var (code, text) = await RunAsync(["merge-base", Upstream, "HEAD"], cancellationToken);
        return code == 0
            ? new GitBase(text.Trim(), $"the merge base with {Upstream}")
            : throw NoBase(
                $"HEAD and {Upstream} have no common commit here; fetch the whole history (git fetch --unshallow), or give --base REF.");
    }

    /// <summary>The commit that is checked out, in words; and that there is more, where it is not committed.</summary>
    public async Task<string> HeadAsync(CancellationToken cancellationToken)
    {
        if (await CommitAsync("HEAD", cancellationToken) is not { } head)
            return "what is not committed";
        var (_, changes) = await RunAsync(["status", "--porcelain", "--untracked-files=no"], cancellationToken);
        return $"{head[..7]}{(changes.Length > 0 ? " with what is not committed" : "")}";
    }

    /// <returns>The file's text at the commit, or null if it did not exist.</returns>
    public async Task<string?> ReadAsync(GitBase from, string path, CancellationToken cancellationToken)
    {
        var (code, text) = await RunAsync(["show", $"{from.Commit}:./{path}"], cancellationToken);
        return code == 0 ? text : null;
    }

    /// <summary>The files at the commit.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync(GitBase from, CancellationToken cancellationToken)
        => await PathsAsync(["ls-tree", "-r", "-z", "--name-only", from.Commit], cancellationToken);

    /// <summary>The files whose content is otherwise now than at the commit, as far as git knows them.</summary>
    public async Task<IReadOnlyList<string>> ChangedAsync(GitBase from, CancellationToken cancellationToken)
        => await PathsAsync(["diff", "--name-only", "--no-renames", "--relative", "-z", from.Commit], cancellationToken);

    public async Task<byte[]> ContentAsync(GitBase from, string path, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        return await RunAsync(["show", $"{from.Commit}:./{path}"], content, cancellationToken) == 0
            ? content.ToArray()
            : throw new ReviewException($"git cannot show {path} at {from}; fetch the whole history (git fetch --unshallow).");
    }

    private async Task<string[]> PathsAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var (code, text) = await RunAsync(arguments, cancellationToken);
        return code == 0
            ? text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            : throw new ReviewException($"git {string.Join(' ', arguments)} failed in '{root}'.");
    }

    private static ReviewException NoBase(string message) => new(message) { ExitCode = ExitCodes.NoBase };

    private async Task<string?> CommitAsync(string reference, CancellationToken cancellationToken)
    {
        var (code, text) =
            await RunAsync(["rev-parse", "--verify", "--quiet", "--end-of-options", $"{reference}^{{commit}}"], cancellationToken);
        return code == 0 ? text.Trim() : null;
    }

    private async Task<(int Code, string Output)> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var code = await RunAsync(arguments, output, cancellationToken);
        return (code, Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length));
    }

    private async Task<int> RunAsync(string[] arguments, Stream output, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git", ["-C", root, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var git = Process.Start(start)!;
            var errors = git.StandardError.ReadToEndAsync(cancellationToken);
            await git.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
            await errors;
            await git.WaitForExitAsync(cancellationToken);
            return git.ExitCode;
        }
        catch (Win32Exception exception)
        {
            throw new ReviewException("The program 'git' was not found; install it, and see that it is on the path.", exception);
        }
    }
}
