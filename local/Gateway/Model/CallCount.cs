namespace Platform.Gateway.Model;

/// <summary>Calls by how they were answered, as the service's reports tell them apart.</summary>
internal sealed record CallCount(long Success, long Blocked, long Failed, long Other)
{
    // https://learn.microsoft.com/rest/api/apimanagement/reports/list-by-subscription: up to 301, 304 and 307; 401, 403 and 429; 400 and
    // 500 to 600
    public CallCount Plus(int status) => status switch
    {
        <= 301 or 304 or 307 => this with { Success = Success + 1 },
        401 or 403 or 429 => this with { Blocked = Blocked + 1 },
        400 or (>= 500 and <= 600) => this with { Failed = Failed + 1 },
        _ => this with { Other = Other + 1 },
    };

    public CallCount Plus(CallCount other) =>
        new(Success + other.Success, Blocked + other.Blocked, Failed + other.Failed, Other + other.Other);
}
