using System.Text.Json.Serialization;

namespace Platform.Inference.Models;

/// <summary>Whom a version that is being released answers, beside those who ask for it by its number.</summary>
[JsonConverter(typeof(NameConverter<ReleaseStage>))]
internal enum ReleaseStage
{
    /// <summary>Nobody: it is asked what others were asked, and its answers are compared.</summary>
    Shadow,

    /// <summary>A share of the callers, always the same ones.</summary>
    Share,

    /// <summary>Everybody.</summary>
    All,
}
