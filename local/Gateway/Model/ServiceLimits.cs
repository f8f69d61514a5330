namespace Platform.Gateway.Model;

/// <summary>
/// https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-api-management-limits
/// </summary>
/// <param name="BufferedBytes">Of a body that a policy has to have whole.</param>
internal sealed record ServiceLimits(int BufferedBytes)
{
    public const int CachedBytes = 2 << 20;

    /// <summary>With the query, of which 2,048 may be.</summary>
    public const int UrlBytes = 16_384;

    public const int SegmentCharacters = 1_024;

    /// <summary>"No limit", but the memory of this machine is one.</summary>
    public static ServiceLimits Classic { get; } = new(64 << 20);

    public static ServiceLimits Newer { get; } = new(2 << 20);

    public static ServiceLimits OfSku(string? name) => name?.EndsWith("V2", StringComparison.OrdinalIgnoreCase) == true ? Newer : Classic;
}
