using Platform.Inference.Faults;
using Platform.Inference.Models;

namespace Platform.Inference.OpenInference;

/// <summary>What all inputs of a request must be together, whatever form they came in.</summary>
internal static class RequiredInputs
{
    /// <exception cref="ProtocolException">400: one is missing, or they are no batch that the model takes.</exception>
    public static void Check(InferenceJob job)
    {
        CheckGiven(job);
        CheckBatch(job);
    }

    private static void CheckGiven(InferenceJob job)
    {
        if (!job.HasInput.AsSpan(0, job.Model.Signature.RequiredInputs).Contains(false))
            return;
        throw ProtocolException.BadRequest(
            $"expected {job.Model.Signature.RequiredInputs} inputs but got {job.HasInput.Count(has => has)} inputs for model "
            + $"'{job.Model.Name}'. Got input(s) {Names(job, given: true)}, but missing required input(s) {Names(job, given: false)}. "
            + "Please provide all required input(s).");
    }

    private static string Names(InferenceJob job, bool given)
        => Quote.Names(job.Model.Signature.InputNames.Zip(job.HasInput)
            .Take(given ? job.Inputs.Length : job.Model.Signature.RequiredInputs).Where(input => input.Second == given)
            .Select(input => input.First));

    /// <summary>For a batching model the first dimension of every input is the batch.</summary>
    private static void CheckBatch(InferenceJob job)
    {
        var model = job.Model;
        if (model.Settings.Batching is not { } batching)
        {
            job.CountRows();
            return;
        }

        var rows = job.Inputs[0].Rows;
        for (var i = 1; i < model.Signature.RequiredInputs; i++)
            if (job.Inputs[i].Rows != rows)
                throw ProtocolException.BadRequest(
                    $"input '{model.Signature.InputNames[i]}' batch size does not match other inputs for '{model.Name}': "
                    + $"{job.Inputs[i].Rows} and {rows}");
        if (rows > batching.MaxBatchSize)
            throw ProtocolException.BadRequest(
                $"inference request batch-size must be <= {batching.MaxBatchSize} for '{model.Name}', got {rows}");
        if (rows == 0)
            throw ProtocolException.BadRequest($"inference request batch-size must be >= 1 for '{model.Name}', got 0");
        job.Rows = (int)rows;
    }
}
