namespace Platform.Inference.Protocol;

/// <summary>What an error looks like at a door whose callers know another form than the protocol's; metadata of its endpoint.</summary>
internal interface IErrorForm
{
    void Write(PooledBytes body, int status, string message);
}
