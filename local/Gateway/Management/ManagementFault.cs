namespace Platform.Gateway.Management;

/// <summary>A request that is refused, as the resource manager words it.</summary>
internal sealed class ManagementFault(int status, string code, string message) : Exception(message)
{
    public int Status => status;
    public string Code => code;

    public static ManagementFault Invalid(string message) => new(400, "ValidationError", message);

    public static ManagementFault NotFound(string what) => new(404, "ResourceNotFound", $"{what} not found.");
}
