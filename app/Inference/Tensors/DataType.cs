namespace Platform.Inference.Tensors;

/// <summary>The 13 tensor datatypes of the Open Inference Protocol, and BF16, which Triton added.</summary>
internal enum DataType : byte
{
    Bool, Uint8, Uint16, Uint32, Uint64, Int8, Int16, Int32, Int64, Fp16, Fp32, Fp64, Bytes, Bf16,
}
