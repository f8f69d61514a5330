namespace Platform.Billing.Console.Models;

/// <summary>A model that is not there, or a server that does not answer. The message is for whoever has the form open.</summary>
internal sealed class ModelException(string message, bool isGone) : Exception(message)
{
    /// <summary>Whether it will not come back by waiting.</summary>
    public bool IsGone => isGone;
}
