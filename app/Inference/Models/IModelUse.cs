namespace Platform.Inference.Models;

/// <summary>What a version of a model is good for beside tensors, such as named features. Made by the room that serves it so.</summary>
internal interface IModelUse
{
    /// <summary>Whether requests that name no model may mean one that is good for this.</summary>
    bool NeedsNoName => false;

    /// <summary>Takes what it needs of the model's own answers before the model is ready.</summary>
    Task LearnAsync(ModelVersion model) => Task.CompletedTask;
}
