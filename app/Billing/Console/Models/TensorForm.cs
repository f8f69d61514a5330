namespace Platform.Billing.Console.Models;

/// <summary>A tensor's type and shape, as the model's example has them.</summary>
/// <param name="DataType">Such as <c>FP32</c>.</param>
/// <param name="Shape">As JSON.</param>
internal sealed record TensorForm(string DataType, string Shape);
