using System.Net;
using System.Text;

namespace Platform.Inference.Tests.OpenInference;

/// <summary>Bodies made from good ones by damage, always the same.</summary>
public sealed class MalformedTests(FixtureServer fixture) : IClassFixture<FixtureServer>
{
    private static readonly string[] _junk = [
        "{", "}", "[", "]", "\"", ",", ":", "\\", "-", "1e999", "null", "true", "\0", "\u00ff", "{\"a\":", "9999999999999999999", "\\ud800",
    ];

    [Fact]
    public async Task DamagedBodies_GiveOnlyAnswersOf2xxAnd4xx()
    {
        string[] originals =
        [
            OipRequest.Simple,
            OipRequest.With(
                "\"id\":\"42\",\"parameters\":{\"timeout\":1000000},\"outputs\":[{\"name\":\"OUTPUT0\","
                + "\"parameters\":{\"binary_data\":true}}]"),
            OipRequest.One("BYTES", "[1,2]", "[\"cat\",\"é\"]"), OipRequest.One("FP32", "[2,2]", "[[1,2.5],[3e1,-4]]"),
        ];
        string[] models = ["simple", "simple", "identity_bytes", "identity_fp32"];
        uint state = 12345;
        var statuses = new Dictionary<HttpStatusCode, int>();
        for (var i = 0; i < 1_200; i++)
        {
            var kind = i % originals.Length;
            var answer = await fixture.Server.PostAsync(
                $"/v2/models/{models[kind]}/infer", Damage(originals[kind], ref state), "application/json");
            statuses[answer.Status] = statuses.GetValueOrDefault(answer.Status) + 1;
            if (answer.Status != HttpStatusCode.OK)
                Assert.NotEmpty(answer.Error(HttpStatusCode.BadRequest));
        }

        Assert.True(statuses[HttpStatusCode.BadRequest] >= 1_000, $"{statuses[HttpStatusCode.BadRequest]} of the bodies were malformed");
        await fixture.AssertUnharmedAsync();
    }

    private static byte[] Damage(string text, ref uint state)
    {
        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        for (var times = 1 + Next(ref state) % 3; times > 0; times--)
        {
            var at = (int)(Next(ref state) % (uint)bytes.Count);
            switch (Next(ref state) % 4)
            {
                case 0: bytes.RemoveRange(at, bytes.Count - at); bytes.Add((byte)' '); break;
                case 1: bytes.RemoveAt(at); bytes.Add((byte)' '); break;
                case 2: bytes[at] = (byte)Next(ref state); break;
                default: bytes.InsertRange(at, Encoding.Latin1.GetBytes(_junk[Next(ref state) % _junk.Length])); break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Xorshift.</summary>
    private static uint Next(ref uint state)
    {
        state ^= state << 13;
        state ^= state >> 17;
        return state ^= state << 5;
    }
}
