using Platform.Inference.Faults;
using Platform.Inference.Http;
using Platform.Inference.Json;

namespace Platform.Inference.Generation.Http;

/// <summary>Errors as OpenAI's API writes them.</summary>
/// <seealso href="https://platform.openai.com/docs/guides/error-codes">The codes.</seealso>
internal sealed class OpenAiErrors : IErrorForm
{
    public static readonly OpenAiErrors Instance = new();

    public void Write(PooledBytes body, int status, string message, ProtocolException? cause)
    {
        body.Append("{\"error\":{\"message\":"u8);
        body.AppendString(message);
        body.Append(",\"type\":"u8);
        body.AppendString(TypeOf(status));
        body.Append(",\"param\":"u8);
        Append(body, cause?.Field);
        body.Append(",\"code\":"u8);
        Append(body, cause?.Code ?? CodeOf(status, cause));
        body.Append("}}"u8);
    }

    private static void Append(PooledBytes body, string? text)
    {
        if (text is null)
            body.Append("null"u8);
        else
            body.AppendString(text);
    }

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "authentication_error",
        < 500 => "invalid_request_error",
        _ => "server_error",
    };

    /// <summary>What is not found is a model where somebody says so, and else the path.</summary>
    private static string? CodeOf(int status, ProtocolException? cause) => status switch
    {
        StatusCodes.Status401Unauthorized => "invalid_api_key",
        StatusCodes.Status404NotFound when cause is not null => "model_not_found",
        StatusCodes.Status503ServiceUnavailable => "overloaded",
        _ => null,
    };
}
