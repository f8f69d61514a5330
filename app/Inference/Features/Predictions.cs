using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Platform.Inference.Faults;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Features;

/// <summary>The predictions in a job's outputs, row by row.</summary>
internal ref struct Predictions
{
    private readonly InferenceJob _job;
    private readonly PredictOutputs _outputs;
    private readonly bool _areTexts;

    /// <summary>Where the next row of each of the values begins: rows are written in their order, each once.</summary>
    private readonly int[] _starts;

    /// <summary>What of the texts has not been written: where one begins is known from the one before.</summary>
    private ReadOnlySpan<byte> _texts;
    private int _next;

    /// <exception cref="ProtocolException">500: an output has not one row for each row of features.</exception>
    public Predictions(InferenceJob job, PredictPlan plan)
    {
        _job = job;
        _outputs = plan.Outputs;
        if (_outputs.Label >= 0)
            Require(_outputs.Label, 1);
        if (_outputs.Probabilities >= 0)
            Require(_outputs.Probabilities, _outputs.Classes.Names.Length);
        if (_outputs.Scores >= 0)
            Require(_outputs.Scores, _outputs.Classes.Names.Length);
        foreach (var value in _outputs.Values)
            Require(value, 0);
        _areTexts = _outputs.Label >= 0 && Spec(_outputs.Label).Type == DataType.Bytes;
        _texts = _outputs.Label >= 0 ? job.Outputs[_outputs.Label].Payload : default;
        _starts = _outputs.Values.Length > 0 ? new int[_outputs.Values.Length] : [];
    }

    public readonly int Rows => _job.Rows;

    public readonly bool HaveProbabilities => _outputs.Probabilities >= 0;

    /// <summary>Whether there are other outputs than those of the class.</summary>
    public readonly bool HaveOthers => _outputs.HaveClass && _outputs.Values.Length > 0;

    /// <summary>Writes what is predicted for the next row: a class, a number or list of them, or an object of these by name.</summary>
    public void WriteNext(PooledBytes buffer)
    {
        var row = _next++;
        if (_areTexts)
            WriteText(buffer);
        else if (_outputs.Label >= 0)
            WriteLabel(row, buffer);
        else if (_outputs.HaveClass)
            WriteClass(GreatestOf(Math.Max(_outputs.Probabilities, _outputs.Scores), row), buffer);
        else if (_outputs.Values.Length == 1)
            WriteValue(0, buffer);
        else
            WriteOthers(buffer);
    }

    /// <summary>Writes an object: the probability of each class under its name.</summary>
    public readonly void WriteProbabilities(int row, PooledBytes buffer)
    {
        var output = _job.Outputs[_outputs.Probabilities];
        var classes = Columns(_outputs.Probabilities);
        for (var i = 0; i < classes; i++)
        {
            buffer.Append(i == 0 ? (byte)'{' : (byte)',');
            WriteClass(i, buffer);
            buffer.Append((byte)':');
            RowValue.WriteElement(Spec(_outputs.Probabilities).Type, output.Payload, row * classes + i, buffer);
        }

        buffer.Append((byte)'}');
    }

    /// <summary>Writes an object for the next row: what the outputs beside the class hold, by their names.</summary>
    public readonly void WriteOthers(PooledBytes buffer)
    {
        for (var i = 0; i < _outputs.Values.Length; i++)
        {
            buffer.Append(i == 0 ? (byte)'{' : (byte)',');
            buffer.AppendString(Spec(_outputs.Values[i]).Utf8Name);
            buffer.Append((byte)':');
            WriteValue(i, buffer);
        }

        buffer.Append((byte)'}');
    }

    private readonly void WriteValue(int index, PooledBytes buffer)
    {
        var output = _outputs.Values[index];
        RowValue.Write(Spec(output).Type, _job.Outputs[output], ref _starts[index], buffer);
    }

    /// <summary>The name of its class; without probabilities, whose keys it would have to be one of, any text.</summary>
    private void WriteText(PooledBytes buffer)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(_texts);
        var text = _texts.Slice(sizeof(int), length);
        if (_outputs.Classes.IndexOf(text) is >= 0 and var index)
            buffer.AppendString(_outputs.Classes.Utf8Names[index]);
        else if (HaveProbabilities)
            throw NoClass($"text '{Quote.Short(text)}', which is none");
        else
            buffer.AppendString(text);
        _texts = _texts[(sizeof(int) + length)..];
    }

    /// <summary>A class where there are names or probabilities of classes; else what it says, a number.</summary>
    private readonly void WriteLabel(int row, PooledBytes buffer)
    {
        var payload = _job.Outputs[_outputs.Label].Payload;
        var label = Spec(_outputs.Label).Type == DataType.Int32
            ? MemoryMarshal.Cast<byte, int>(payload)[row]
            : MemoryMarshal.Cast<byte, long>(payload)[row];
        var classes = _outputs.Classes;
        if (classes.IndexOf(label) is >= 0 and var index)
            buffer.AppendString(classes.Utf8Names[index]);
        else if (classes.Names.Length == 0 && HaveProbabilities && (ulong)label < (ulong)Columns(_outputs.Probabilities))
            WriteQuoted(label, buffer);
        else if (HaveProbabilities || classes is { Names.Length: > 0, Numbers: null })
            throw NoClass($"number {label}, which is {(classes.Numbers is null ? "the position of none" : "none")}");
        else if (classes.Names.Length > 0)
            WriteQuoted(label, buffer);
        else
            buffer.AppendInteger(label);
    }

    private readonly ProtocolException NoClass(string given)
    {
        var names = _outputs.Classes.Names;
        return new ProtocolException(
            Fault.Internal,
            $"model '{_job.Model.Name}' gave its output '{Spec(_outputs.Label).Name}' the {given} of its "
            + (names.Length == 0
                ? $"{Columns(_outputs.Probabilities)} classes; give \"outputs\" of model.json the label and the probabilities that belong "
                + "together"
                : $"classes {ClassNames.Show(names)}; set \"labels\" of model.json right, or leave it out"));
    }

    private readonly void WriteClass(int index, PooledBytes buffer)
    {
        if ((uint)index < (uint)_outputs.Classes.Utf8Names.Length)
            buffer.AppendString(_outputs.Classes.Utf8Names[index]);
        else
            WriteQuoted(index, buffer);
    }

    private static void WriteQuoted(long number, PooledBytes buffer)
    {
        buffer.Append((byte)'"');
        buffer.AppendInteger(number);
        buffer.Append((byte)'"');
    }

    private readonly int GreatestOf(int output, int row)
    {
        var tensor = _job.Outputs[output];
        var columns = Columns(output);
        if (Spec(output).Type == DataType.Fp32)
            return TensorPrimitives.IndexOfMax(MemoryMarshal.Cast<byte, float>(tensor.Payload).Slice(row * columns, columns));
        return Spec(output).Type == DataType.Fp64
            ? TensorPrimitives.IndexOfMax(MemoryMarshal.Cast<byte, double>(tensor.Payload).Slice(row * columns, columns))
            : TensorPrimitives.IndexOfMax(MemoryMarshal.Cast<byte, Half>(tensor.Payload).Slice(row * columns, columns));
    }

    /// <param name="output">Index of the output.</param>
    /// <param name="columns">Elements of a row; 0 for any number.</param>
    private readonly void Require(int output, int columns)
    {
        var tensor = _job.Outputs[output];
        var isRight = tensor.Rank > 0 && tensor.Rows == _job.Rows && (columns == 0 || tensor.ElementCount == (long)_job.Rows * columns)
            && (output != _outputs.Probabilities && output != _outputs.Scores || tensor.Shape is [_, > 0]);
        if (!isRight)
            throw new ProtocolException(
                Fault.Internal,
                $"model '{_job.Model.Name}' gave its output '{Spec(output).Name}' the shape {Quote.Shape(tensor.Shape)} for {_job.Rows} "
                + $"rows of features; expected {(tensor.Shape is [_, 0] ? "a column for each class" : "as many answers as rows")}");
    }

    /// <summary>Of an output that has a number for each class.</summary>
    private readonly int Columns(int output) => (int)_job.Outputs[output].Shape[1];

    private readonly TensorSpec Spec(int output) => _job.Model.Signature.Outputs[output];
}
