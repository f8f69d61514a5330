using Platform.Forests.Onnx;

namespace Platform.Inference.Graphs;

/// <summary>The attributes of a node by their names.</summary>
internal static class NodeAttributes
{
    extension(NodeProto node)
    {
        public AttributeProto? Find(string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name);

        public string? Text(string name) => node.Find(name)?.S?.ToStringUtf8();

        public long Number(string name, long otherwise) => node.Find(name) is { HasI: true } attribute ? attribute.I : otherwise;

        /// <summary>The list of classes under one of these names, the first that has any; null for numbers that are not whole.</summary>
        public ClassList? Classes(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (node.Find(name) is not { } attribute)
                    continue;
                if (attribute.Strings.Count > 0)
                    return new ClassList([.. attribute.Strings.Select(text => text.ToStringUtf8())]);
                if (attribute.Ints.Count > 0)
                    return ClassList.Of([.. attribute.Ints]);
                if (attribute.Floats.Count > 0)
                    return attribute.Floats.All(float.IsInteger)
                        ? ClassList.Of([.. attribute.Floats.Select(number => (long)number)]) : null;
                if (attribute.HasS)
                    return new ClassList([attribute.S.ToStringUtf8()]);
                if (attribute.HasI)
                    return ClassList.Of([attribute.I]);
                if (attribute.T is { } tensor)
                    return GraphView.ClassesIn(tensor);
            }

            return null;
        }
    }
}
