namespace Insight.Onnx;

/// <summary>Element types, with the numbers of the ONNX format.</summary>
public enum TensorType
{
    Float = 1,
    UInt8 = 2,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Double = 11,
}
