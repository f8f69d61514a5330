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

        /// <summary>The list of classes under one of these names, the first that has any.</summary>
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
                if (attribute.T is { } tensor)
                    return GraphView.ClassesIn(tensor);
            }

            return null;
        }
    }
}
