using System.Buffers.Binary;
using System.Text;
using Platform.Inference.Features;
using Platform.Inference.Json;
using Platform.Inference.Tensors;

namespace Platform.Inference.Tests.Features;

/// <summary>Rows of outputs as JSON, one after the other.</summary>
public sealed class RowValueTests
{
    [Theory]
    [InlineData(new long[] { 4 }, "\"\" \"one\" \"two\" \"three\" ")]
    [InlineData(new long[] { 4, 1 }, "\"\" \"one\" \"two\" \"three\" ")]
    [InlineData(new long[] { 2, 2 }, "[\"\",\"one\"] [\"two\",\"three\"] ")]
    [InlineData(new long[] { 2, 1, 2 }, "[[\"\",\"one\"]] [[\"two\",\"three\"]] ")]
    public void Write_Texts_ReadsNothingOfTheRowsBefore(long[] shape, string expected)
    {
        var tensor = new Tensor();
        tensor.SetShape(shape);
        foreach (var text in (string[])["", "one", "two", "three"])
        {
            BinaryPrimitives.WriteInt32LittleEndian(tensor.Extend(sizeof(int)), text.Length);
            tensor.Append(Encoding.UTF8.GetBytes(text));
        }

        using var json = new PooledBytes();
        var next = 0;
        for (var row = 0; row < tensor.Rows; row++)
        {
            RowValue.Write(DataType.Bytes, tensor, ref next, json);
            json.Append((byte)' ');
            // Whoever reads a length again now reads -1.
            tensor.Writable[..next].Fill(0xff);
        }

        Assert.Equal((expected, tensor.Length), (Encoding.UTF8.GetString(json.Written.Span), next));
    }

    [Theory]
    [InlineData(new long[] { 4 }, "1 2 3 4 ")]
    [InlineData(new long[] { 4, 1 }, "1 2 3 4 ")]
    [InlineData(new long[] { 2, 2 }, "[1,2] [3,4] ")]
    public void Write_Numbers_GoesOnWhereTheRowBeforeEnded(long[] shape, string expected)
    {
        var tensor = new Tensor();
        tensor.SetShape(shape);
        tensor.Append([1, 2, 3, 4]);
        using var json = new PooledBytes();
        var next = 0;
        for (var row = 0; row < tensor.Rows; row++)
        {
            RowValue.Write(DataType.Uint8, tensor, ref next, json);
            json.Append((byte)' ');
        }

        Assert.Equal((expected, 4), (Encoding.UTF8.GetString(json.Written.Span), next));
    }
}
