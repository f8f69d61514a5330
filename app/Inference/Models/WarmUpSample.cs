namespace Platform.Inference.Models;

/// <summary>A smallest input for a model: zeros and empty strings, every free dimension 1.</summary>
internal static class WarmUpSample
{
    public static void Fill(InferenceJob job)
    {
        for (var i = 0; i < job.Model.Signature.RequiredInputs; i++)
        {
            var spec = job.Model.Signature.Inputs[i];
            var tensor = job.Inputs[i];
            tensor.SetShape([.. spec.ListedShape.Select(dimension => dimension < 0 ? 1 : dimension)]);
            // An empty string is its 4-byte length, 0.
            tensor.Resize((int)spec.LeastBytes).Clear();
            job.HasInput[i] = true;
        }

        job.Rows = 1;
    }
}
