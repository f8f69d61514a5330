using System.Numerics;
using System.Runtime.InteropServices;
using Platform.Inference.Faults;
using Platform.Inference.Tensors;

namespace Platform.Inference.OpenInference;

/// <summary>
/// Data frames hold numbers in 64 bits, and their clients send them so. For a model with fewer they are narrowed where no value
/// is lost: whole numbers where the model's datatype has the same, floats rounded as decimals in JSON are, if they are in range.
/// </summary>
internal static class Narrowing
{
    /// <returns>The datatype that was given.</returns>
    /// <exception cref="ProtocolException">400: it is not the model's, and not one that is narrowed to it.</exception>
    public static DataType From(string model, TensorSpec spec, string given)
        => DataTypes.FromName(given) is { } wider && IsFrom(wider, spec.Type)
            ? wider
            : throw ProtocolException.BadRequest(
                $"inference input '{spec.Name}' data-type is '{Quote.Short(given)}', but model '{model}' expects '{spec.Type.Name}'");

    /// <param name="model">For errors.</param>
    /// <param name="spec">Of the input.</param>
    /// <param name="given">The datatype of the data.</param>
    /// <param name="data">All of the input's.</param>
    /// <param name="tensor">Takes the data; its shape is set.</param>
    /// <exception cref="ProtocolException">400: not the length that the shape asks for, or a value would be lost.</exception>
    public static void Read(string model, TensorSpec spec, DataType given, ReadOnlySpan<byte> data, Tensor tensor)
    {
        BinaryData.Check(model, new TensorSpec(spec.Name, given, spec.Shape), tensor, data);
        if (given == DataType.Fp64)
            Narrow<double, float>(spec, given, data, tensor, static (value, narrow) =>
                float.IsFinite(narrow) == double.IsFinite(value) && narrow == 0 == (value == 0));
        else
            NarrowIntegers(spec, given, data, tensor);
    }

    private static bool IsFrom(DataType given, DataType expected) => given switch
    {
        DataType.Fp64 => expected == DataType.Fp32,
        DataType.Int64 => expected is DataType.Fp32 or DataType.Fp64 or DataType.Int8 or DataType.Int16 or DataType.Int32
            or DataType.Uint8 or DataType.Uint16 or DataType.Uint32 or DataType.Uint64,
        _ => false,
    };

    private static void NarrowIntegers(TensorSpec spec, DataType given, ReadOnlySpan<byte> data, Tensor tensor)
    {
        switch (spec.Type)
        {
            case DataType.Fp32: Narrow<long, float>(spec, given, data, tensor, static (value, narrow) => (Int128)narrow == value); break;
            case DataType.Fp64: Narrow<long, double>(spec, given, data, tensor, static (value, narrow) => (Int128)narrow == value); break;
            case DataType.Int8: Narrow<long, sbyte>(spec, given, data, tensor, static (value, narrow) => narrow == value); break;
            case DataType.Int16: Narrow<long, short>(spec, given, data, tensor, static (value, narrow) => narrow == value); break;
            case DataType.Int32: Narrow<long, int>(spec, given, data, tensor, static (value, narrow) => narrow == value); break;
            case DataType.Uint8: Narrow<long, byte>(spec, given, data, tensor, static (value, narrow) => narrow == value); break;
            case DataType.Uint16: Narrow<long, ushort>(spec, given, data, tensor, static (value, narrow) => narrow == value); break;
            case DataType.Uint32: Narrow<long, uint>(spec, given, data, tensor, static (value, narrow) => narrow == value); break;
            default: Narrow<long, ulong>(spec, given, data, tensor, static (value, narrow) => value >= 0 && (long)narrow == value); break;
        }
    }

    private static void Narrow<TWide, TNarrow>(
        TensorSpec spec, DataType given, ReadOnlySpan<byte> data, Tensor tensor, Func<TWide, TNarrow, bool> isKept)
        where TWide : unmanaged, INumber<TWide>
        where TNarrow : unmanaged, INumber<TNarrow>
    {
        var values = MemoryMarshal.Cast<byte, TWide>(data);
        var target = MemoryMarshal.Cast<byte, TNarrow>(tensor.Resize(checked(values.Length * spec.Type.Size)));
        for (var i = 0; i < values.Length; i++)
        {
            target[i] = TNarrow.CreateSaturating(values[i]);
            if (!isKept(values[i], target[i]))
                throw ProtocolException.BadRequest(string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"element {i} of input '{spec.Name}' is {values[i]}, sent as {given.Name}; {spec.Type.Name}, which the model takes, "
                    + $"cannot hold it"));
        }
    }
}
