namespace Platform.Inference.Faults;

/// <summary>A request that is answered with an error of the protocol: <c>{"error":"…"}</c>.</summary>
/// <param name="message">What was given, what is expected; never the body itself.</param>
/// <param name="cause">For the log only.</param>
internal sealed class ProtocolException(Fault fault, string message, Exception? cause = null) : Exception(message, cause)
{
    public Fault Fault => fault;

    /// <summary>The field that is wrong, for callers whose form of errors names it.</summary>
    public string? Field { get; init; }

    /// <summary>A word for programs, for callers whose form of errors has one; null takes that of the status.</summary>
    public string? Code { get; init; }

    public static ProtocolException BadRequest(string message) => new(Fault.Invalid, message);

    /// <summary>400: a field of the JSON is there twice, and readers would differ in which of them counts.</summary>
    public static ProtocolException Duplicate(string field) => BadRequest($"the field '{field}' is given twice");
}
