using System.Text.Json.Serialization;

namespace Platform.Billing.Plans;

/// <summary>What is counted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Meter>))]
internal enum Meter
{
    /// <summary>Calls that were answered.</summary>
    [JsonStringEnumMemberName("calls")]
    Calls,

    /// <summary>Rows predicted.</summary>
    [JsonStringEnumMemberName("rows")]
    Rows,

    /// <summary>Time of the model's run, priced by the millisecond and counted in microseconds.</summary>
    [JsonStringEnumMemberName("compute")]
    Compute,

    /// <summary>Tokens read.</summary>
    [JsonStringEnumMemberName("tokensIn")]
    TokensIn,

    /// <summary>Tokens written.</summary>
    [JsonStringEnumMemberName("tokensOut")]
    TokensOut,

    /// <summary>What is kept for the subscription, priced by the gigabyte (10⁹ bytes) and hour, and counted in bytes by the hour.</summary>
    [JsonStringEnumMemberName("storage")]
    Storage,
}
