using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using static Platform.Billing.Payments.PayPal.PayPalMessages;

namespace Platform.Billing.Payments.PayPal;

/// <summary>An answer of PayPal's API.</summary>
internal sealed record PayPalAnswer(HttpStatusCode Status, byte[] Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Whether it tells nothing about what happened.</summary>
    public bool IsUnknown => (int)Status is >= 500 or 408 or 429;

    /// <summary>Whether it says no for good.</summary>
    public bool IsRefused => !IsSuccess && !IsUnknown;

    /// <summary>Null where it is no such message.</summary>
    public T? Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public PayPalError? Error => Read(PayPalJson.Default.PayPalError);

    /// <summary>The first detail's, or the name of the error as a whole.</summary>
    public string? Issue => Error is { } error ? error.Details?.FirstOrDefault()?.Issue ?? error.Name : null;
}
