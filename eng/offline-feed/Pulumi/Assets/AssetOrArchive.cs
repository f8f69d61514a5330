namespace Pulumi;

public abstract class AssetOrArchive
{
    private protected AssetOrArchive(string signature, string property, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        (Signature, Property, Value) = (signature, property, value);
    }

    internal string Signature { get; }

    internal string Property { get; }

    internal object Value { get; }
}
