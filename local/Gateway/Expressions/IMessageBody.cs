#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>A body, to be read as text, bytes, JSON or XML.</summary>
public interface IMessageBody
{
    /// <param name="preserveContent">Else the body is gone afterwards.</param>
    T As<T>(bool preserveContent = false);
}
