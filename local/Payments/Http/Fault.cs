using System.Text.Json.Serialization;

namespace Platform.Payments.Http;

/// <summary>What goes wrong with calls.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Fault>))]
internal enum Fault
{
    /// <summary>The call has its effect, and the connection ends without an answer.</summary>
    AnswerLost,

    /// <summary>500, and nothing happened.</summary>
    ErrorBefore,

    /// <summary>429, and nothing happened.</summary>
    TooMany,

    /// <summary>The capture is PENDING until it is settled.</summary>
    Pending,

    /// <summary>The order is COMPLETED and its capture DECLINED.</summary>
    DeclinedCapture,

    /// <summary>422 INSTRUMENT_DECLINED.</summary>
    Declined,

    /// <summary>The call waits, and has its effect and answer after that.</summary>
    Delay,

    /// <summary>The call has no effect until it is released, or its caller is gone.</summary>
    HeldBefore,

    /// <summary>The call has its effect, and no answer until it is released, or its caller is gone.</summary>
    HeldAfter,
}
