using System.Diagnostics;
using Platform.Inference.Faults;

namespace Platform.Inference.Http;

/// <summary>The HTTP status of a fault, from which other doors derive theirs.</summary>
internal static class FaultStatus
{
    public static int Of(Fault fault) => fault switch
    {
        Fault.Invalid => StatusCodes.Status400BadRequest,
        Fault.Unauthenticated => StatusCodes.Status401Unauthorized,
        Fault.Forbidden => StatusCodes.Status403Forbidden,
        Fault.NotFound => StatusCodes.Status404NotFound,
        Fault.Conflict => StatusCodes.Status409Conflict,
        Fault.TooLarge => StatusCodes.Status413PayloadTooLarge,
        Fault.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        Fault.Unrepresentable => StatusCodes.Status422UnprocessableEntity,
        Fault.Internal => StatusCodes.Status500InternalServerError,
        Fault.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new UnreachableException(),
    };
}
