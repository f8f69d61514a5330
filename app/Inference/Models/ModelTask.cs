using System.Text.Json.Serialization;

namespace Platform.Inference.Models;

/// <summary>What a model's outputs are.</summary>
[JsonConverter(typeof(NameConverter<ModelTask>))]
internal enum ModelTask
{
    /// <summary>A class, and mostly a probability for each.</summary>
    Classification,

    /// <summary>Numbers that are no classes.</summary>
    Regression,

    /// <summary>Lists of numbers or texts, each under the name of its output.</summary>
    Tensors,
}
