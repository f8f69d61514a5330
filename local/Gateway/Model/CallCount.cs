namespace Platform.Gateway.Model;

/// <summary>Calls by how they were answered, as the service's reports tell them apart.</summary>
internal readonly record struct CallCount(long Success, long Blocked, long Failed, long Other)
{
    public CallCount Plus(CallCount other)
        => new(Success + other.Success, Blocked + other.Blocked, Failed + other.Failed, Other + other.Other);
}
