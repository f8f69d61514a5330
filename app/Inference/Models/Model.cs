using System.Globalization;
using Platform.Inference.Faults;

namespace Platform.Inference.Models;

/// <summary>A model of the repository with the versions of it that are loaded, and those that could not be.</summary>
/// <param name="Name">Case-sensitive, as its folder is called.</param>
/// <param name="Versions">Ascending.</param>
/// <param name="Failures">Why a version is not among them.</param>
/// <param name="Trial">The version among them that is being released; null for none.</param>
internal sealed record Model(string Name, ModelVersion[] Versions, IReadOnlyDictionary<int, string> Failures, ModelVersion? Trial = null)
{
    /// <summary>What answers whoever asks for no version and is nobody in particular.</summary>
    public ModelVersion? Default => Trial is { IsReady: true, Release.TakesAll: true } ? Trial : InService;

    /// <summary>
    /// The highest version that is warm, or the highest there is, but for one that is being released; one that fails for a while is not
    /// replaced by another.
    /// </summary>
    public ModelVersion? InService
    {
        get
        {
            // Every request asks: a loop, without what a query allocates and calls.
            var highest = default(ModelVersion);
            for (var i = Versions.Length - 1; i >= 0; i--)
            {
                if (Versions[i] == Trial)
                    continue;
                if (Versions[i].IsWarm)
                    return Versions[i];
                highest ??= Versions[i];
            }

            return highest;
        }
    }

    /// <summary>The version that a request is for, whether ready or not.</summary>
    /// <param name="version">As <see cref="Find(string?)"/> takes it.</param>
    /// <param name="caller">Who asks, of whom a share may get the version that is being released; null for nobody in particular.</param>
    /// <exception cref="ProtocolException">As there.</exception>
    public ModelVersion Find(string? version, string? caller)
        => version is null && Trial is { IsReady: true, Release: { } release } && release.Takes(caller) ? Trial : Find(version);

    /// <summary>The version that a request to this one is compared with while one of both is being released; else null.</summary>
    public ModelVersion? RivalOf(ModelVersion answered)
        => Trial is null ? null : answered == Trial ? InService : answered == InService ? Trial : null;

    /// <summary>By version, whether it can serve; those that could not be loaded cannot.</summary>
    public IEnumerable<KeyValuePair<int, bool>> Readiness
    => [
        .. Versions.Select(version => KeyValuePair.Create(version.Number, version.IsReady)),
        .. Failures.Keys.Select(number => KeyValuePair.Create(number, false)),
    ];

    /// <summary>The version that a path names, whether ready or not.</summary>
    /// <param name="version">As in the path; null for the default version.</param>
    /// <exception cref="ProtocolException">404 for a version that the repository does not have, 503 for one that could not be
    /// loaded.</exception>
    public ModelVersion Find(string? version)
    {
        if (version is null)
            return Default ?? throw Failed(Failures.Keys.Max());
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw NoSuchVersion(version);
        foreach (var loaded in Versions)
            if (loaded.Number == number)
                return loaded;
        throw Failures.ContainsKey(number) ? Failed(number) : NoSuchVersion(version);
    }

    /// <summary>Whether the version that a path names can serve; one that could not be loaded cannot.</summary>
    /// <exception cref="ProtocolException">404 for a version that the repository does not have.</exception>
    public bool IsReady(string? version)
    {
        try
        {
            return Find(version).IsReady;
        }
        catch (ProtocolException failed) when (failed.Fault == Fault.Unavailable)
        {
            return false;
        }
    }

    /// <summary>Why the version that a path names cannot serve; null where it can, or is being loaded.</summary>
    public string? FailureOf(string? version)
    {
        try
        {
            return Find(version).Failure;
        }
        catch (ProtocolException failed) when (failed.Fault == Fault.Unavailable)
        {
            return failed.Message;
        }
    }

    private ProtocolException Failed(int number) => new(
        Fault.Unavailable, $"model '{Name}' version {number} could not be loaded: {Failures[number]}");

    private ProtocolException NoSuchVersion(string version) => new(
        Fault.NotFound,
        $"model '{Name}' has no version '{Quote.Short(version)}'; it has {string.Join(", ", Versions.Select(loaded => loaded.Version))}");
}
