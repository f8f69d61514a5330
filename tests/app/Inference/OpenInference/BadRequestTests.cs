using System.IO.Compression;
using System.Net;
using System.Text;

namespace Platform.Inference.Tests.OpenInference;

/// <summary>Sections E and F of the protocol's cases: shapes, sizes and bad requests.</summary>
public sealed class BadRequestTests(FixtureServer fixture) : IClassFixture<FixtureServer>
{
    private const string TooDeep = "JSON nesting depth exceeds maximum allowed limit (100)";

    private RunningServer Server => fixture.Server;

    public static TheoryData<string, string, string, string> Bad { get; } = new()
    {
        {
            "E03", "simple", OipRequest.Simple.Replace(",16]", "]").Replace("[1]", "[1,16]"),
            "'data' of input 'INPUT0' does not have the 16 elements that its shape [1,16] asks for"
        },
        {
            "E03 too many", "simple", OipRequest.Simple.Replace(",15,16]", ",15,16,17]"),
            "'data' of input 'INPUT0' does not have the 16 elements that its shape [1,16] asks for"
        },
        {
            "E06", "identity_fp32", OipRequest.One("FP32", "[2,2]", "[[1,2,3],[4]]"),
            "'data' of input 'INPUT0' is nested differently from its shape [2,2]; expected that nesting, or a flat array"
        },
        {
            "E06 deep", "identity_fp32", OipRequest.One("FP32", "[1,1]", "[[[1]]]"),
            "'data' of input 'INPUT0' is nested differently from its shape [1,1]; expected that nesting, or a flat array"
        },
        {
            "E06 mixed", "identity_fp32", OipRequest.One("FP32", "[2,1]", "[[1],2]"),
            "'data' of input 'INPUT0' is nested differently from its shape [2,1]; expected that nesting, or a flat array"
        },
        {
            "E07", "simple", OipRequest.Simple.Replace("[1,16]", "[1,15]"),
            "unexpected shape for input 'INPUT0' of model 'simple': expected [-1,16], got [1,15]"
        },
        { "E09", "simple", Rows(9), "inference request batch-size must be <= 8 for 'simple', got 9" },
        {
            "batches of two sizes", "simple",
            Rows(2).Replace("[2,16]", "[1,16]").Replace(
                "\"INPUT1\",\"datatype\":\"INT32\",\"shape\":[1,16]", "\"INPUT1\",\"datatype\":\"INT32\",\"shape\":[2,16]")
                    .Replace(Sixteen(2) + "},{", Sixteen(1) + "},{"),
            "input 'INPUT1' batch size does not match other inputs for 'simple': 2 and 1"
        },
        {
            "E12", "identity_fp32", OipRequest.One("FP32", "[2,-5]", "[1.0]"),
            "dimension 1 of 'shape' of input 'INPUT0' is not a whole number from 0 to 9223372036854775807; Unable to parse 'shape': "
            + "attempt to access JSON non-unsigned-integer as unsigned-integer"
        },
        {
            "huge shape", "identity_fp32", OipRequest.One("FP32", "[2147483647,1073741824]", "[1.0]"),
            "input 'INPUT0' has too many elements for one request: shape [2147483647,1073741824]"
        },
        {
            "element count beyond 64 bits", "identity_fp32", OipRequest.One("FP32", "[16,1152921504606846978]", "[1.0]"),
            "invalid shape for input 'INPUT0': shape [16,1152921504606846978] causes total element count to exceed maximum size of "
            + "9223372036854775807"
        },
        {
            "element count beyond 64 bits, wrong rank", "identity_1d_fp32", OipRequest.One("FP32", "[16,1152921504606846978]", "[1.0]"),
            "invalid shape for input 'INPUT0': shape [16,1152921504606846978] causes total element count to exceed maximum size of "
            + "9223372036854775807"
        },
        {
            "element count beyond 64 bits, and none", "identity_fp32", OipRequest.One("FP32", "[0,16,1152921504606846978]", "[]"),
            "invalid shape for input 'INPUT0': shape [0,16,1152921504606846978] causes total element count to exceed maximum size of "
            + "9223372036854775807"
        },
        {
            "byte size beyond 64 bits", "identity_fp32", OipRequest.One("FP32", "[4,1152921504606846978]", "[1.0]"),
            "byte size overflow for input 'INPUT0': element count (4611686018427387912) * data type size (4) exceeds maximum allowed size "
            + "(9223372036854775807)"
        },
        {
            "dimension beyond 64 bits", "identity_fp32", OipRequest.One("FP32", "[1,9223372036854775808]", "[1.0]"),
            "dimension 1 of 'shape' of input 'INPUT0' is not a whole number from 0 to 9223372036854775807; Unable to parse 'shape': "
            + "attempt to access JSON non-unsigned-integer as unsigned-integer"
        },
        {
            "no elements in a dimension beyond 64 bits", "identity_fp32", OipRequest.One("FP32", "[0,9223372036854775807]", "[1.0]"),
            "'data' of input 'INPUT0' does not have the 0 elements that its shape [0,9223372036854775807] asks for"
        },
        {
            "large shape", "identity_fp32", OipRequest.One("FP32", "[10000,10000]", "[1.0]"),
            "'data' of input 'INPUT0' does not have the 100000000 elements that its shape [10000,10000] asks for"
        },
        { "C07", "simple", OipRequest.With("\"id\":42"), "'id' is not a string" },
        { "F02", "simple", """{"inputs":[{"name":""", "the request body is not valid JSON: it ends too early" },
        { "empty", "simple", "", "the request has no body; expected a JSON object with 'inputs'" },
        { "array", "simple", "[]", "the request body is not a JSON object" },
        { "trailing", "simple", OipRequest.Simple + "x", $"the request body is not valid JSON at byte {OipRequest.Simple.Length}" },
        {
            "F07", "three_in", """{"inputs":[]}""",
            "expected 3 inputs but got 0 inputs for model 'three_in'. Got input(s) [], but missing required input(s) "
            + "['INPUT0','INPUT1','INPUT2']. Please provide all required input(s)."
        },
        {
            "F07 one", "three_in", OipRequest.One("FP32", "[1]", "[1]"),
            "expected 3 inputs but got 1 inputs for model 'three_in'. Got input(s) ['INPUT0'], but missing required input(s) "
            + "['INPUT1','INPUT2']. Please provide all required input(s)."
        },
        { "F09 name", "simple", OipRequest.Simple.Replace("\"name\":\"INPUT0\",", ""), "an input has no 'name'" },
        {
            "F09 datatype", "simple", OipRequest.Simple.Replace("\"INPUT0\",\"datatype\":\"INT32\",", "\"INPUT0\","),
            "input 'INPUT0' has no 'datatype'"
        },
        {
            "F09 shape", "simple",
            OipRequest.Simple.Replace("\"INPUT0\",\"datatype\":\"INT32\",\"shape\":[1,16],", "\"INPUT0\",\"datatype\":\"INT32\","),
            "input 'INPUT0' has no 'shape'"
        },
        { "no data", "simple", """{"inputs":[{"name":"INPUT0","datatype":"INT32","shape":[1,16]}]}""", "input 'INPUT0' has no 'data'" },
        {
            "F11", "simple", OipRequest.Simple.Replace("\"INPUT0\",", "\"INPUT0\",\"parameters\":{\"binary_data_size\":64},"),
            "input 'INPUT0' has both 'data' and 'binary_data_size'; expected one of them"
        },
        {
            "F12", "simple", $$"""{"inputs":[{{OipRequest.Input0}},{{OipRequest.Input1}},{{OipRequest.Input0.Replace("INPUT0", "X")}}]}""",
            "unexpected inference input 'X' for model 'simple'; it has ['INPUT0','INPUT1']"
        },
        {
            "F12 no inputs at all", "no_input", OipRequest.One("FP32", "[1]", "[1]"),
            "unexpected inference input 'INPUT0' for model 'no_input'; it has []"
        },
        { "twice", "simple", $$"""{"inputs":[{{OipRequest.Input0}},{{OipRequest.Input0}}]}""", "input 'INPUT0' is given twice" },
        {
            "F14", "simple", OipRequest.With("\"outputs\":[{\"name\":\"DUMMY\"}]"),
            "unexpected inference output 'DUMMY' for model 'simple'; it has ['OUTPUT0','OUTPUT1']"
        },
        {
            "output twice", "simple", OipRequest.With("\"outputs\":[{\"name\":\"OUTPUT0\"},{\"name\":\"OUTPUT0\"}]"),
            "Duplicate output name 'OUTPUT0' is not allowed in a request: output 'OUTPUT0' already exists in request"
        },
        {
            "F16", "simple", OipRequest.Simple.Replace("\"INPUT0\",\"datatype\":\"INT32\"", "\"INPUT0\",\"datatype\":\"FP32\""),
            "inference input 'INPUT0' data-type is 'FP32', but model 'simple' expects 'INT32'"
        },
        {
            "F18", "simple", OipRequest.Simple.Replace("INT32", "int32"),
            "inference input 'INPUT0' data-type is 'int32', but model 'simple' expects 'INT32'"
        },
        { "F19", "simple", OipRequest.Simple.Replace("]}]}", "]}],\"inputs\":[]}"), "the field 'inputs' is given twice" },
        { "F20 array", "simple", OipRequest.With("\"parameters\":[]"), "'parameters' of the request is not an object" },
        { "F20 number", "simple", OipRequest.With("\"parameters\":1"), "'parameters' of the request is not an object" },
        {
            "F20 object in it", "simple", OipRequest.With("\"parameters\":{\"a\":{}}"),
            "parameter 'a' of the request is not a string, a number or a boolean"
        },
        {
            "F20 array in it", "simple", OipRequest.With("\"parameters\":{\"a\":[1]}"),
            "parameter 'a' of the request is not a string, a number or a boolean"
        },
        {
            "F20 null in it", "simple", OipRequest.With("\"parameters\":{\"a\":null}"),
            "parameter 'a' of the request is not a string, a number or a boolean"
        },
        {
            "F20 known twice", "simple", OipRequest.With("\"parameters\":{\"timeout\":1000000,\"timeout\":1000000}"),
            "parameter 'timeout' of the request is given twice"
        },
        {
            "F20 unknown twice", "simple", OipRequest.With("\"parameters\":{\"a\":1,\"b\":2,\"\\u0061\":1}"),
            "parameter 'a' of the request is given twice"
        },
        {
            "F20 of an input", "simple",
            OipRequest.Simple.Replace("\"INPUT0\",", "\"INPUT0\",\"parameters\":{\"binary_data_size\":64,\"binary_data_size\":64},"),
            "parameter 'binary_data_size' of input 'INPUT0' is given twice"
        },
        {
            "F20 of an output", "simple",
            OipRequest.With("\"outputs\":[{\"name\":\"OUTPUT0\",\"parameters\":{\"binary_data\":true,\"binary_data\":false}}]"),
            "parameter 'binary_data' of an output is given twice"
        },
        {
            "F22", "simple", OipRequest.With("\"parameters\":{\"timeout\":\"soon\"}"),
            "parameter 'timeout' of the request is not a whole number of at least 0"
        },
        {
            "bad UTF-8 escape", "identity_bytes", OipRequest.One("BYTES", "[1,1]", "[\"\\ud800\"]"),
            "the request body is not valid JSON at byte 69"
        },
        {
            "half a surrogate pair in what is ignored", "simple", OipRequest.With("\"zz\":[{\"a\":\"\\ud800\"}]"),
            "the request body is not valid JSON at byte 6"
        },
        {
            "half a surrogate pair in an ignored name", "simple", OipRequest.With("\"zz\":{\"\\udfff\":1}"),
            "the request body is not valid JSON at byte 6"
        },
        {
            "half a surrogate pair in a parameter", "simple", OipRequest.With("\"parameters\":{\"a\":\"\\ud800\"}"),
            "the request body is not valid JSON at byte 19"
        },
        { "deep nesting", "simple", $$"""{"x":{{new string('[', 5000)}}""", TooDeep },
        { "deep data", "identity_fp32", OipRequest.One("FP32", "[1,1]", Nested(101)), TooDeep },
        { "deep data in one dimension", "identity_1d_fp32", OipRequest.One("FP32", "[1]", Nested(120)), TooDeep },
        { "deep strings", "identity_bytes", OipRequest.One("BYTES", "[1,1]", Nested(120)), TooDeep },
        {
            "deep data before the shape", "identity_fp32",
            $$"""{"inputs":[{"data":{{Nested(101)}},"name":"INPUT0","datatype":"FP32","shape":[1,1]}]}""", TooDeep
        },
        { "deep parameter", "simple", OipRequest.With($"\"parameters\":{{\"a\":{Nested(101)}}}"), TooDeep },
        {
            "deep data, still JSON", "identity_fp32", OipRequest.One("FP32", "[1,1]", Nested(100)),
            "'data' of input 'INPUT0' is nested differently from its shape [1,1]; expected that nesting, or a flat array"
        },
        {
            "nested with as many elements", "identity_fp32", OipRequest.One("FP32", "[1,4]", "[[1,2],[3,4]]"),
            "'data' of input 'INPUT0' is nested differently from its shape [1,4]; expected that nesting, or a flat array"
        },
        {
            "wrong element in nested data", "identity_fp32", OipRequest.One("FP32", "[2,2]", "[[1,2],[3,true]]"),
            "element 3 of 'data' of input 'INPUT0' is not a number, as FP32 asks for"
        },
        {
            "large element in nested data", "identity_uint8", OipRequest.One("UINT8", "[2,2]", "[[1,2],[300,1]]"),
            "element 2 of 'data' of input 'INPUT0' is out of range for UINT8"
        },
        {
            "not a number", "identity_fp32", OipRequest.One("FP32", "[1,1]", "[01]"),
            "element 0 of 'data' of input 'INPUT0' is not a number, as FP32 asks for"
        },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task BadRequest_Gives400SaysWhyAndDoesNoHarm(string name, string model, string body, string error)
    {
        var answer = await Server.PostAsync($"/v2/models/{model}/infer", body);

        Assert.Equal((name, error), (name, answer.Error(HttpStatusCode.BadRequest)));
        Assert.True(answer.Response.Headers.Contains("X-Request-Id"));
        await fixture.AssertUnharmedAsync();
    }

    [Theory]
    [InlineData("{\"zz\":\"\u00ff\",", 6)]
    [InlineData("{\"zz\":[{\"\u00ff\":1}],", 6)]
    [InlineData("{\"parameters\":{\"a\":\"\u00c3(\"},", 19)]
    public async Task BytesThatAreNoUtf8_InWhatIsIgnored_Give400(string start, int position)
    {
        var answer = await Server.PostAsync(
            "/v2/models/simple/infer", Encoding.Latin1.GetBytes(start + OipRequest.Inputs + "}"), "application/json");

        Assert.Equal($"the request body is not valid JSON at byte {position}", answer.Error(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task ValuesThatAreIgnored_MayBeNestedAHundredTimesAndHoldAnyText()
    {
        var body = OipRequest.With(
            $"\"zz\":{Nested(100)},\"y\":[\"\\ud83d\\ude00é\",{{\"\\n\":null}}],\"parameters\":{{\"a\":\"\\u00e9\",\"b\":1e3}}");

        Assert.Equal(OipRequest.SimpleAnswer, (await Server.PostAsync("/v2/models/simple/infer", body)).Text);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task F31_F32_CompressedBody_IsRead(string encoding)
    {
        var answer = await Server.SendAsync(Encoded(encoding, Compress(encoding, OipRequest.Simple)));

        Assert.Equal(OipRequest.SimpleAnswer, answer.Text);
    }

    [Fact]
    public async Task F31_BodyThatIsNotWhatItsEncodingSays_Gives400()
    {
        var answer = await Server.SendAsync(Encoded("gzip", Encoding.UTF8.GetBytes(OipRequest.Simple)));

        Assert.Equal("the request body is not valid gzip data", answer.Error(HttpStatusCode.BadRequest));
        await fixture.AssertUnharmedAsync();
    }

    [Fact]
    public async Task F35_UnknownEncoding_Gives415AndNamesThoseThatWork()
    {
        var answer = await Server.SendAsync(Encoded("zstd", Encoding.UTF8.GetBytes(OipRequest.Simple)));

        Assert.Equal(
            "content encoding 'zstd' is not supported; expected gzip or deflate", answer.Error(HttpStatusCode.UnsupportedMediaType));
        Assert.Equal("gzip, deflate", answer.Response.Headers.GetValues("Accept-Encoding").Aggregate((a, b) => $"{a}, {b}"));
        await fixture.AssertUnharmedAsync();
    }

    [Fact]
    public async Task F36_CompressedAnswer_IsSentWhereAsked()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v2/models/simple/infer") { Content = new StringContent(OipRequest.Simple) };
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        var answer = await Server.SendAsync(request);

        Assert.Equal("gzip", answer.Response.Content.Headers.ContentEncoding.Single());
        using var plain = new StreamReader(new GZipStream(new MemoryStream(answer.Body), CompressionMode.Decompress));
        Assert.Equal(OipRequest.SimpleAnswer, await plain.ReadToEndAsync());
    }

    [Fact]
    public async Task Body_LargerThanTheLimit_Gives413CompressedOrNot()
    {
        await using var small = await RunningServer.StartAsync("--Models:Root", FixtureServer.Root, "--Limits:MaxRequestBodyBytes", "1000");
        var body = OipRequest.With($"\"id\":\"{new string('x', 1000)}\"");

        Assert.Equal(
            "Request body too large. The max request body size is 1000 bytes.",
            (await small.PostAsync("/v2/models/simple/infer", body)).Error(HttpStatusCode.RequestEntityTooLarge));
        var bomb = new HttpRequestMessage(HttpMethod.Post, "/v2/models/simple/infer")
        {
            Content = new ByteArrayContent(Compress("gzip", body)),
        };
        bomb.Content.Headers.ContentEncoding.Add("gzip");
        Assert.Equal(
            "the request body is larger than 1000 bytes when decompressed",
            (await small.SendAsync(bomb)).Error(HttpStatusCode.RequestEntityTooLarge));
    }

    private static HttpRequestMessage Encoded(string encoding, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v2/models/simple/infer") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentEncoding.Add(encoding);
        return request;
    }

    private static byte[] Compress(string encoding, string text)
    {
        using var target = new MemoryStream();
        using (Stream stream = encoding == "gzip"
            ? new GZipStream(target, CompressionLevel.Optimal)
            : new ZLibStream(target, CompressionLevel.Optimal))
            stream.Write(Encoding.UTF8.GetBytes(text));
        return target.ToArray();
    }

    private static string Nested(int depth) => $"{new string('[', depth)}1{new string(']', depth)}";

    private static string Sixteen(int rows) => $"[{string.Join(',', Enumerable.Repeat(1, 16 * rows))}]";

    private static string Rows(int rows)
    {
        var data = Sixteen(rows);
        var inputs = ((string[])["INPUT0", "INPUT1"])
            .Select(name => $$"""{"name":"{{name}}","datatype":"INT32","shape":[{{rows}},16],"data":{{data}}}""");
        return $$"""{"inputs":[{{string.Join(',', inputs)}}]}""";
    }
}
