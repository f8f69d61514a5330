using System.Text.Json.Serialization;

namespace Platform.Inference.Models;

/// <summary>How a text's embedding is made of those of its tokens.</summary>
[JsonConverter(typeof(NameConverter<Pooling>))]
internal enum Pooling
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>That of the first one, which stands for the text.</summary>
    First,
}
