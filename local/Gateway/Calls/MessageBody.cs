using System.Text;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using Platform.Gateway.Expressions;

namespace Platform.Gateway.Calls;

/// <summary>A body that was read whole.</summary>
/// <param name="consumed">Called when it is read without being preserved.</param>
internal sealed class MessageBody(byte[] bytes, Action consumed) : IMessageBody
{
    public T As<T>(bool preserveContent = false)
    {
        if (!preserveContent)
            consumed();
        return (T)Read(typeof(T));
    }

    private object Read(Type type)
    {
        if (type == typeof(byte[]))
            return bytes;
        var text = Encoding.UTF8.GetString(bytes);
        return type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(JObject) => JObject.Parse(text),
            _ when type == typeof(JArray) => JArray.Parse(text),
            _ when type == typeof(JToken) => JToken.Parse(text),
            _ when type == typeof(XDocument) => XDocument.Parse(text),
            _ when type == typeof(XElement) || type == typeof(XNode) => XElement.Parse(text),
            _ => throw new InvalidCastException(
                $"a body is string, byte[], JObject, JArray, JToken, XNode, XElement or XDocument, not {type}"),
        };
    }
}
