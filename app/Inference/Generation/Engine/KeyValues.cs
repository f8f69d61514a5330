using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Generation.Decoders;
using Platform.Inference.Tensors;

namespace Platform.Inference.Generation.Engine;

/// <summary>
/// Keys and values of the tokens before, of several texts. Each text's are at the end of its row; what is before them is zero.
/// </summary>
internal sealed class KeyValues : IDisposable
{
    private readonly DecoderPorts _ports;

    /// <param name="ports">Whose they are.</param>
    /// <param name="values">Keys and values of each layer; this owns them.</param>
    /// <param name="rows">Texts.</param>
    /// <param name="length">Tokens that a row has room for.</param>
    public KeyValues(DecoderPorts ports, OrtValue[] values, int rows, int length)
        => (_ports, Values, Rows, Length) = (ports, values, rows, length);

    public OrtValue[] Values { get; }

    public int Rows { get; }

    public int Length { get; }

    /// <summary>Not yet filled.</summary>
    public static KeyValues Create(DecoderPorts ports, int rows, int length) => new(
        ports,
        [
            .. ports.Past.Select(tensor => OrtValue.CreateAllocatedTensorValue(
                OrtAllocator.DefaultInstance, ports.Type.ElementType, [rows, tensor.Heads, length, tensor.Size])),
        ],
        rows, length);

    /// <summary>Copies the last tokens of a row to the end of a row here, and makes the rest of that zero.</summary>
    public void Take(int row, KeyValues source, int sourceRow, int tokens)
    {
        for (var i = 0; i < Values.Length; i++)
        {
            var (heads, size) = (_ports.Past[i].Heads, _ports.Past[i].Size * _ports.Type.Size);
            var from = source.Values[i].GetTensorMutableRawData();
            var to = Values[i].GetTensorMutableRawData();
            for (var head = 0; head < heads; head++)
            {
                var begin = ((row * heads) + head) * Length * size;
                var pad = (Length - tokens) * size;
                to.Slice(begin, pad).Clear();
                from.Slice(((((sourceRow * heads) + head + 1) * source.Length) - tokens) * size, tokens * size).CopyTo(to[(begin + pad)..]);
            }
        }
    }

    public void Dispose()
    {
        foreach (var value in Values)
            value.Dispose();
    }
}
