using Platform.Inference.Faults;
using Platform.Inference.Http;
using Platform.Inference.Json;

namespace Platform.Inference.Score;

/// <summary>Errors as MLflow's scoring server writes them: a code by its name, and the message.</summary>
/// <seealso href="https://github.com/mlflow/mlflow/blob/master/mlflow/protos/databricks.proto">The codes.</seealso>
internal sealed class MlflowErrors : IErrorForm
{
    public static readonly MlflowErrors Instance = new();

    public void Write(PooledBytes body, int status, string message, ProtocolException? cause)
    {
        body.Append("{\"error_code\":"u8);
        body.AppendString(CodeOf(status));
        body.Append(",\"message\":"u8);
        body.AppendString(message);
        body.Append((byte)'}');
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "UNAUTHENTICATED",
        StatusCodes.Status404NotFound => "RESOURCE_DOES_NOT_EXIST",
        StatusCodes.Status503ServiceUnavailable => "TEMPORARILY_UNAVAILABLE",
        < 500 => "BAD_REQUEST",
        _ => "INTERNAL_ERROR",
    };
}
