using Platform.Inference.Faults;
using Platform.Inference.Models;

namespace Platform.Inference.OpenInference;

/// <summary>Which of the model's inputs a request gives.</summary>
internal static class InputIndex
{
    /// <param name="job">The request's, with the inputs that it has given before.</param>
    /// <param name="name">UTF-8.</param>
    /// <exception cref="ProtocolException">400: the model has none of this name, or the request has given it already.</exception>
    public static int Of(InferenceJob job, ReadOnlySpan<byte> name)
    {
        var signature = job.Model.Signature;
        var index = signature.IndexOfInput(name);
        if (index < 0)
            throw ProtocolException.BadRequest(
                $"unexpected inference input '{Quote.Short(name)}' for model '{job.Model.Name}'; it has "
                + $"{Quote.Names(signature.InputNames)}");
        return job.HasInput[index]
            ? throw ProtocolException.BadRequest($"input '{signature.InputNames[index]}' is given twice")
            : index;
    }
}
