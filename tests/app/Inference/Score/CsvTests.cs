using System.Net;
using System.Text;
using Platform.Inference.Json;
using Platform.Inference.Score;

namespace Platform.Inference.Tests.Score;

/// <summary>Data frames as CSV.</summary>
public sealed class CsvTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    private const string Names = "sepal_length,sepal_width,petal_length,petal_width";

    [Theory]
    [InlineData(Names + "\n5.1,3.5,1.4,0.2\n6.7,3.0,5.2,2.3\n")]
    [InlineData("\uFEFF" + Names + "\r\n+5.1,3.5,1.4,.2\r\n\r\n6.7,3.,5.2,23e-1")]
    [InlineData("\"petal_width\",sepal_width,\"petal_length\",sepal_length\n0.2,3.5,1.4,5.1\n\"2.3\",3.0,5.2,6.7")]
    // pandas writes the index as a column without a name
    [InlineData("," + Names + ",note\n0,5.1,3.5,1.4,0.2,\"a, \"\"b\"\"\nc\"\n1,6.7,3.0,5.2,2.3,")]
    public async Task Post_Csv_GivesOnePredictionPerRow(string csv)
    {
        foreach (var path in (string[])["/score", "/invocations"])
        {
            var answer = await PostAsync(path, csv, "text/csv; charset=utf-8");

            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal(["setosa", "virginica"], answer.Json["predictions"]!.AsArray().Select(prediction => (string?)prediction));
        }
    }

    [Theory]
    [InlineData("", "the request has no body; expected CSV with the features' names in its first line")]
    [InlineData("\n\n", "the request has no body; expected CSV with the features' names in its first line")]
    [InlineData(Names, "the array has no rows; expected at least one object of features")]
    [InlineData(Names + "\n1,2,3", "row 0 of the CSV has 3 values, its first line 4; expected as many in each")]
    [InlineData(Names + "\n1,2,3,4\n1", "row 1 of the CSV has 1 value, its first line 4; expected as many in each")]
    [InlineData(Names + "\n1,2,3,x", "feature 'petal_width' in row 0 is not a number")]
    [InlineData(Names + "\n1,2,3,--4", "feature 'petal_width' in row 0 is not a number")]
    [InlineData(Names + "\n1,2,3,e5", "feature 'petal_width' in row 0 is not a number")]
    [InlineData(Names + "\n1,2,3,\"4", "the CSV ends within a quoted value")]
    [InlineData(Names + "\n1,2,3,\"4\"5", "the CSV has a quoted value that does not end at its quote: '4'")]
    [InlineData("sepal_length,sepal_length\n1,2", "feature 'sepal_length' is given twice in row 0")]
    [InlineData(
        "sepal_length,sepal_width,petal_length\n1,2,3",
        "missing feature 'petal_width' in row 0; model 'iris' expects sepal_length, sepal_width, petal_length, petal_width")]
    public async Task Post_WrongCsv_SaysWhy(string csv, string error)
        => Assert.Equal(error, (await PostAsync("/score", csv, "text/csv")).Error(HttpStatusCode.BadRequest));

    [Fact]
    public async Task Post_CsvOfAnotherEncoding_SaysSo()
    {
        var latin = Encoding.Latin1.GetBytes("é\n1");

        Assert.Equal(
            "the CSV is not UTF-8", (await bundled.Server.PostAsync("/score", latin, "text/csv")).Error(HttpStatusCode.BadRequest));
        Assert.Equal(
            "content type 'text/csv; charset=latin1' is not supported; expected application/json or text/csv, with no parameter but "
            + "charset=utf-8",
            (await bundled.Server.PostAsync("/score", latin, "text/csv; charset=latin1")).Error(HttpStatusCode.UnsupportedMediaType));
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("-5", "-5")]
    [InlineData("+5", "5")]
    [InlineData("007", "7")]
    [InlineData("0", "0")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData(".5", "0.5")]
    [InlineData("-.5", "-0.5")]
    [InlineData("5.", "5")]
    [InlineData("5.e3", "5e3")]
    [InlineData("1E-3", "1E-3")]
    [InlineData("inf", "\"Infinity\"")]
    [InlineData("-Infinity", "\"-Infinity\"")]
    [InlineData(".", null)]
    [InlineData("-", null)]
    [InlineData("e5", null)]
    [InlineData("+-5", null)]
    [InlineData("1e", null)]
    [InlineData("0x10", null)]
    [InlineData("1,5", null)]
    [InlineData("é", null)]
    public void TryWrite_Cell_IsTheSameNumberOrNone(string cell, string? json)
    {
        using var written = new PooledBytes();

        Assert.Equal(json is not null, CsvNumber.TryWrite(Encoding.UTF8.GetBytes(cell), written));

        Assert.Equal(json ?? "", Encoding.UTF8.GetString(written.Written.Span));
    }

    [Fact]
    public void ReadValue_ManyRows_TakesNoMemoryForEach()
    {
        var csv = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("5.1,1e-05,\"a \"\"b\"\"\",.5\n", 20_000)));
        using var json = new PooledBytes();
        json.Free(csv.Length);
        Read(csv, json);
        var before = GC.GetAllocatedBytesForCurrentThread();

        json.Clear();
        Read(csv, json);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
        Assert.StartsWith("5.11e-050.55.1", Encoding.UTF8.GetString(json.Written.Span));

        static void Read(byte[] csv, PooledBytes json)
        {
            var cursor = new CsvCursor(csv);
            while (cursor.TryBeginRow())
                do
                    CsvNumber.TryWrite(cursor.ReadValue(), json);
                while (cursor.TryTakeComma());
        }
    }

    private Task<Answer> PostAsync(string path, string csv, string contentType)
        => bundled.Server.PostAsync(path, Encoding.UTF8.GetBytes(csv), contentType);
}
