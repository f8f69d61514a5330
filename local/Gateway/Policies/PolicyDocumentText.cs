using System.Xml;
using System.Xml.Linq;
using Platform.Gateway.Expressions;

namespace Platform.Gateway.Policies;

/// <summary>The text of a document, in which the place of each character of a value can be found again.</summary>
internal sealed class PolicyDocumentText
{
    private readonly string _name;
    private readonly string[] _lines;

    private PolicyDocumentText(string name, string text)
    {
        _name = name;
        _lines = text.Split('\n');
        try
        {
            Root = XDocument.Parse(text, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace).Root!;
        }
        catch (XmlException error)
        {
            throw new TextPosition(name, Math.Max(error.LineNumber, 1), Math.Max(error.LinePosition, 1)).Error(
                $"the policy is not well-formed: {error.Message}");
        }
    }

    public XElement Root { get; }

    /// <param name="name">Of the document in the plan.</param>
    /// <exception cref="GatewayStartException">It is not well-formed.</exception>
    public static PolicyDocumentText Parse(string name, string text) => new(name, text);

    public TextPosition PositionOf(XObject source)
    {
        var info = (IXmlLineInfo)source;
        return new(_name, info.LineNumber, info.LinePosition);
    }

    /// <summary>
    /// Of a character of an attribute's value or of a text: each entity before it is longer in the document than in the value.
    /// </summary>
    public TextPosition PositionOf(XObject source, int at)
    {
        var info = (IXmlLineInfo)source;
        var (line, column) = (info.LineNumber - 1, info.LinePosition - 1);
        if (source is XAttribute)
            column = _lines[line].IndexOfAny(['"', '\''], column) + 1;
        for (; at > 0 && line < _lines.Length; at--)
        {
            if (column >= _lines[line].Length)
                (line, column) = (line + 1, 0);
            else if (_lines[line][column] == '&')
                column = _lines[line].IndexOf(';', column) + 1;
            else
                column++;
        }

        return new(_name, line + 1, column + 1);
    }
}
