namespace Pulumi;

/// <summary>Messages to whoever runs the program. With mocks only errors have an effect: they make the run fail.</summary>
public static class Log
{
    public static void Debug(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => _ = Deployment.InternalInstance;

    public static void Info(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => _ = Deployment.InternalInstance;

    public static void Warn(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => _ = Deployment.InternalInstance;

    public static void Error(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => Deployment.InternalInstance.Errors.Add(message);

    public static void Exception(Exception exception, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => Error(exception.ToString(), resource, streamId, ephemeral);
}
