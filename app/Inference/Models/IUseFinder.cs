using Platform.Inference.Tensors;

namespace Platform.Inference.Models;

/// <summary>Finds out whether a model that is being loaded is good for something.</summary>
internal interface IUseFinder
{
    /// <returns>None for a model that does something else.</returns>
    /// <exception cref="ModelLoadException">Its settings say that it is, but it cannot be.</exception>
    IEnumerable<IModelUse> Find(ModelFile file, Signature signature, ModelSettings settings, GraphFacts facts);

    /// <summary>Judges the version once it can take jobs.</summary>
    /// <exception cref="ModelLoadException">It cannot be served.</exception>
    void Check(ModelVersion model)
    {
    }
}
