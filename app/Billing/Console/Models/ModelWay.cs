namespace Platform.Billing.Console.Models;

/// <summary>How a model is called.</summary>
internal enum ModelWay
{
    /// <summary>With named features.</summary>
    Features,

    /// <summary>With tensors, as the Open Inference Protocol has it.</summary>
    Tensors,

    /// <summary>In a conversation.</summary>
    Chat,
}
