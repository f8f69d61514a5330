namespace Platform.Billing.Console.Models;

/// <summary>A model as its document describes it.</summary>
/// <param name="Name">Of the model.</param>
/// <param name="Version">The one that answers.</param>
/// <param name="Description">In its author's words.</param>
/// <param name="Way">How it is called.</param>
/// <param name="Fields">None for one that converses.</param>
internal sealed record ModelView(string Name, string Version, string Description, ModelWay Way, IReadOnlyList<ModelField> Fields)
{
    /// <summary>Below the API's address.</summary>
    public string Path => Way switch
    {
        ModelWay.Features => $"models/{Uri.EscapeDataString(Name)}/predict",
        ModelWay.Tensors => $"v2/models/{Uri.EscapeDataString(Name)}/infer",
        _ => "v1/chat/completions",
    };
}
