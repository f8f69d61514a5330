using System.Text;

namespace Platform.Inference.Tests;

/// <summary>Requests to the models of Fixtures.</summary>
internal static class OipRequest
{
    public const string Sixteen = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]";

    public const string Input0 = $$"""{"name":"INPUT0","datatype":"INT32","shape":[1,16],"data":{{Sixteen}}}""";

    public const string Input1 = $$"""{"name":"INPUT1","datatype":"INT32","shape":[1,16],"data":{{Sixteen}}}""";

    public const string Inputs = $"\"inputs\":[{Input0},{Input1}]";

    public const string Simple = $$"""{{{Inputs}}}""";

    public const string Sum =
        """{"name":"OUTPUT0","datatype":"INT32","shape":[1,16],"data":[2,4,6,8,10,12,14,16,18,20,22,24,26,28,30,32]}""";

    public const string Difference = """{"name":"OUTPUT1","datatype":"INT32","shape":[1,16],"data":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}""";

    public const string SimpleAnswer = $$"""{"model_name":"simple","model_version":"1","outputs":[{{Sum}},{{Difference}}]}""";

    /// <summary>The body of C01 with this in front of its inputs.</summary>
    public static string With(string fields) => $$"""{{{fields}},{{Inputs}}}""";

    /// <summary>A request with the only input INPUT0.</summary>
    public static string One(string datatype, string shape, string data)
        => $$"""{"inputs":[{"name":"INPUT0","datatype":"{{datatype}}","shape":{{shape}},"data":{{data}}}]}""";

    /// <summary>A POST whose body is JSON and, after it, binary data given in hex.</summary>
    public static HttpRequestMessage Binary(string model, string json, string hex, string? jsonLength = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v2/models/{model}/infer")
        {
            Content = new ByteArrayContent([.. Encoding.UTF8.GetBytes(json), .. Convert.FromHexString(hex.Replace(" ", ""))])
            {
                Headers = { ContentType = new("application/octet-stream") },
            },
        };
        request.Headers.TryAddWithoutValidation(
            "Inference-Header-Content-Length", jsonLength ?? Encoding.UTF8.GetByteCount(json).ToString());
        return request;
    }
}
