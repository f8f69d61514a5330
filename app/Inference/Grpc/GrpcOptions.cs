using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Platform.Inference.Grpc;

/// <summary>Configuration section <c>Grpc</c>.</summary>
internal sealed class GrpcOptions
{
    public const string Section = "Grpc";

    /// <summary>
    /// The port of gRPC, on the address of the first endpoint of HTTP, with its certificate where that has one; 0 takes a free one. Off by
    /// default.
    /// </summary>
    [Range(0, 65_535)]
    public int? Port { get; set; }

    public static bool IsOn(IConfiguration configuration) => configuration[$"{Section}:{nameof(Port)}"] is { Length: > 0 };

    /// <summary>Null where it is off, and where it is no number, which is refused later.</summary>
    public static int? PortOf(IConfiguration configuration)
        => int.TryParse(configuration[$"{Section}:{nameof(Port)}"], CultureInfo.InvariantCulture, out var port) ? port : null;
}
