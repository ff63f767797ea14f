using Google.Protobuf;
using Insight.Onnx.Protos;
using static Insight.Onnx.Protos.AttributeProto.Types;

namespace Insight.Onnx;

/// <summary>Attributes and tensors as messages.</summary>
internal static class AttributeCodec
{
    /// <exception cref="ArgumentException">The value's type cannot be an attribute.</exception>
    public static object Checked(string op, string name, object value) => value switch
    {
        long or float or string or long[] or float[] or string[] or Tensor => value,
        int small => (long)small,
        bool flag => flag ? 1L : 0L,
        _ => throw new ArgumentException(
            $"{op}: attribute '{name}' is {value?.GetType().ToString() ?? "null"}; an attribute is long, float, string, an array of these, or a Tensor."),
    };

    public static AttributeProto Encode(string name, object value)
    {
        var proto = new AttributeProto { Name = name };
        switch (value)
        {
            case long number:
                proto.I = number;
                proto.Type = AttributeType.Int;
                break;
            case float number:
                proto.F = number;
                proto.Type = AttributeType.Float;
                break;
            case string text:
                proto.S = ByteString.CopyFromUtf8(text);
                proto.Type = AttributeType.String;
                break;
            case long[] numbers:
                proto.Ints.Add(numbers);
                proto.Type = AttributeType.Ints;
                break;
            case float[] numbers:
                proto.Floats.Add(numbers);
                proto.Type = AttributeType.Floats;
                break;
            case string[] texts:
                proto.Strings.Add(texts.Select(ByteString.CopyFromUtf8));
                proto.Type = AttributeType.Strings;
                break;
            case Tensor tensor:
                proto.T = Encode(tensor, "");
                proto.Type = AttributeType.Tensor;
                break;
        }

        return proto;
    }

    public static TensorProto Encode(Tensor tensor, string name)
    {
        var proto = new TensorProto { Name = name, DataType = (int)tensor.Type, RawData = UnsafeByteOperations.UnsafeWrap(tensor.ToBytes()) };
        proto.Dims.Add(tensor.Shape.Select(d => d.Size!.Value)); // a tensor's sizes are all known
        return proto;
    }
}
