using System.Security.Cryptography;
using Google.Protobuf;
using Insight.Onnx.Protos;

namespace Insight.Onnx;

public sealed partial class GraphBuilder
{
    /// <summary>The oldest file version that carries <see cref="Opset"/>.</summary>
    private const long IrVersion = 8;

    /// <summary>The model as the bytes of an .onnx file: the nodes that its outputs need. Equal graphs give equal bytes.</summary>
    /// <param name="metadata">Stored as the model's properties, in ordinal order of the keys.</param>
    /// <exception cref="InvalidOperationException">No output was declared.</exception>
    public byte[] Build(IReadOnlyDictionary<string, string>? metadata = null) => ToModel(metadata).ToByteArray();

    /// <inheritdoc cref="Build"/>
    public ModelProto ToModel(IReadOnlyDictionary<string, string>? metadata = null)
    {
        if (outputs.Count == 0)
        {
            throw new InvalidOperationException($"Graph '{Name}' has no output: call Output before Build.");
        }

        var (needed, read) = Needed();
        var (kept, shared) = Shared(constants.Where(read.Contains));
        var graph = new GraphProto { Name = Name };
        graph.Initializer.Add(kept.Select(c => AttributeCodec.Encode(c.Constant!, c.Name))); // constants are built from a tensor
        graph.Initializer.Add(defaults.Select(d => AttributeCodec.Encode(d.Value, d.Input))); // an initializer of an input's name is its default
        graph.Input.Add(inputs.Select(Describe));
        graph.Output.Add(outputs.Select(Describe));
        graph.Node.Add(needed.Select(node => Encode(node, shared)));

        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "Insight", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = MlDomain, Version = MlOpset });
        if (needed.Any(node => node.Domain == RuntimeDomain))
        {
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = RuntimeDomain, Version = 1 });
        }

        model.MetadataProps.Add((metadata ?? new Dictionary<string, string>())
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        return model;
    }

    /// <summary>The nodes that an output needs, and what they and the outputs read. ONNX Runtime would run the others too, at every call.</summary>
    private (IReadOnlyList<Node> Nodes, IReadOnlySet<Value> Read) Needed()
    {
        HashSet<Value> read = [.. outputs];
        var needed = new List<Node>();
        for (int i = nodes.Count - 1; i >= 0; i--)
        {
            if (nodes[i].Outputs.Any(read.Contains))
            {
                needed.Add(nodes[i]);
                read.UnionWith(nodes[i].Inputs.OfType<Value>());
            }
        }

        needed.Reverse();
        return (needed, read);
    }

    /// <summary>Of equal constants without a name of their own the first, and by the names of the others what stands for them: ONNX Runtime then finds steps that are the same and runs them once.</summary>
    private (IReadOnlyList<Value> Kept, IReadOnlyDictionary<string, string> Shared) Shared(IEnumerable<Value> constants)
    {
        var first = new Dictionary<(TensorType, string, string), string>();
        var shared = new Dictionary<string, string>(StringComparer.Ordinal);
        var kept = new List<Value>();
        foreach (Value constant in constants)
        {
            if (unnamed.Contains(constant))
            {
                Tensor tensor = constant.Constant!; // constants are built from a tensor
                var content = (tensor.Type, tensor.Shape.ToString(), Convert.ToHexString(SHA256.HashData(tensor.ToBytes())));
                if (!first.TryAdd(content, constant.Name))
                {
                    shared.Add(constant.Name, first[content]);
                    continue;
                }
            }

            kept.Add(constant);
        }

        return (kept, shared);
    }

    private static NodeProto Encode(Node node, IReadOnlyDictionary<string, string> shared)
    {
        var proto = new NodeProto { Name = node.Name, OpType = node.Op, Domain = node.Domain };
        proto.Input.Add(node.Inputs.Select(i => i is null ? "" : shared.GetValueOrDefault(i.Name, i.Name)));
        proto.Output.Add(node.Outputs.Select(o => o.Name));
        proto.Attribute.Add(node.Attributes.Select(a => AttributeCodec.Encode(a.Key, a.Value)));
        return proto;
    }

    private static ValueInfoProto Describe(Value value)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)value.Type };
        if (value.Shape is not null)
        {
            tensor.Shape = new TensorShapeProto();
            tensor.Shape.Dim.Add(value.Shape.Select(Describe));
        }

        return new ValueInfoProto { Name = value.Name, Type = new TypeProto { TensorType = tensor } };
    }

    private static TensorShapeProto.Types.Dimension Describe(Dim dim)
    {
        var proto = new TensorShapeProto.Types.Dimension();
        if (dim.Size is long size)
        {
            proto.DimValue = size;
        }
        else if (dim.Symbol is not null)
        {
            proto.DimParam = dim.Symbol;
        }

        return proto;
    }
}
