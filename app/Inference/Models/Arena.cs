using System.Text.Json.Serialization;

namespace Platform.Inference.Models;

/// <summary>Where a model's intermediate results live.</summary>
[JsonConverter(typeof(NameConverter<Arena>))]
internal enum Arena
{
    /// <summary>In memory that the model keeps for itself from run to run: the fastest.</summary>
    Own,

    /// <summary>In memory that all models of this choice share: less in all, where there are many.</summary>
    Shared,

    /// <summary>In memory that is given back after every run: for rare, large runs.</summary>
    None,
}
