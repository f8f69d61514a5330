using System.ComponentModel.DataAnnotations;

namespace Platform.Inference.Models;

/// <summary>Configuration section <c>Models</c>.</summary>
internal sealed class ModelsOptions
{
    public const string Section = "Models";

    /// <summary>Folder of the model repository; the models shipped with the server when not set.</summary>
    public string? Root { get; set; }

    /// <summary>Models without which the server does not start. Default: all of the shipped ones; none of another root's.</summary>
    public string[]? Required { get; set; }

    /// <summary>
    /// The model behind <c>/predict</c>; where it is not set, the only one with named features that there is at the start.
    /// </summary>
    public string? Default { get; set; }

    /// <summary>The same for the shipped models, which the server's own configuration says; another root's are not its business.</summary>
    public string? ShippedDefault { get; set; }

    public string? EffectiveDefault => Default ?? (Root is null ? ShippedDefault : null);

    /// <summary>How often the repository is looked at for changes, in milliseconds; 0 for never. Default 2,000.</summary>
    [Range(0, 3_600_000)]
    public int WatchMilliseconds { get; set; } = 2_000;

    /// <summary>Whether <c>/v2/repository/models/{name}/load</c> and <c>/unload</c> do what they say. Default false.</summary>
    public bool AllowLoading { get; set; }

    /// <summary>By model, how a version of it is released; it goes before what its <c>model.json</c> says. Default none.</summary>
    public Dictionary<string, ReleaseSettings>? Releases { get; set; }

    public string EffectiveRoot => Path.GetFullPath(Root ?? Path.Combine(AppContext.BaseDirectory, "models"));

    public bool IsRequired(string model) => Required is null ? Root is null : Required.Contains(model);
}
