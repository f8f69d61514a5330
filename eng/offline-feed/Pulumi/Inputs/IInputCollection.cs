namespace Pulumi;

/// <summary>A list or map whose elements are inputs of their own, so that one secret element does not make all of them secret.</summary>
internal interface IInputCollection
{
    IOutput Elements { get; }
}
