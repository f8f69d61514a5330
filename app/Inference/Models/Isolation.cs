using System.Text.Json.Serialization;

namespace Platform.Inference.Models;

/// <summary>Where a model runs.</summary>
[JsonConverter(typeof(NameConverter<Isolation>))]
internal enum Isolation
{
    /// <summary>In the server: the fastest, but what ends the model's run with a signal ends the server.</summary>
    None,

    /// <summary>In a process of its own, which is started again when it ends.</summary>
    Process,
}
