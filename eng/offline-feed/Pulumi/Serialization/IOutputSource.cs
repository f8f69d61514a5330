namespace Pulumi.Serialization;

/// <summary>Where an output property of a resource gets its value from, once.</summary>
internal interface IOutputSource
{
    Type Target { get; }

    IOutput Output { get; }

    void Set(OutputData<object?> data);

    void TrySetDefault(bool isKnown);

    void TrySetException(Exception exception);
}
