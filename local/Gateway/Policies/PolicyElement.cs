using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Platform.Gateway.Expressions;

namespace Platform.Gateway.Policies;

/// <summary>An element as it is read: whatever nobody asks for is refused at the end, never ignored.</summary>
internal sealed partial class PolicyElement(XElement element, PolicyDocumentText document, PolicyReading reading, string path)
{
    private readonly HashSet<XObject> _read = [];

    public string Name => element.Name.LocalName;
    public string Path => path;
    public PolicyReading Reading => reading;
    public string? Id { get; private set; }
    public TextPosition Position => document.PositionOf(element);

    public PolicyValue Required(string attribute)
        => Optional(attribute) ?? throw Position.Error($"<{Name}> has no attribute '{attribute}', which it needs");

    public PolicyValue? Optional(string attribute) => element.Attribute(attribute) is { } found ? ValueOf(found, found.Value) : null;

    /// <summary>A value that may not be an expression.</summary>
    public string? Literal(string attribute)
    {
        var value = Optional(attribute);
        return value?.Expression is null
            ? value?.Literal
            : throw Position.Error($"'{attribute}' of <{Name}> is an expression; policy expressions aren't allowed there");
    }

    public string Literal(string attribute, params string[] allowed)
    {
        var value = Literal(attribute) ?? allowed[0];
        return allowed.Contains(value)
            ? value
            : throw Position.Error($"'{attribute}' of <{Name}> is '{value}'; allowed: {string.Join(", ", allowed)}");
    }

    /// <summary>One of a few words; the first is the default. Policy expressions are allowed.</summary>
    public PolicyChoice Choice(string attribute, params string[] allowed)
    {
        var value = Optional(attribute) ?? new(allowed[0], null);
        return value.Literal is null || allowed.Contains(value.Literal)
            ? new(value, allowed)
            : throw Position.Error($"'{attribute}' of <{Name}> is '{value.Literal}'; allowed: {string.Join(", ", allowed)}");
    }

    public string RequiredLiteral(string attribute)
    {
        Required(attribute);
        return Literal(attribute)!;
    }

    public int? Number(string attribute, int least = 0, int most = int.MaxValue)
    {
        if (Literal(attribute) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Position.Error($"'{attribute}' of <{Name}> is '{text}'; allowed: whole numbers from {least} to {most}");
    }

    public int RequiredNumber(string attribute, int least = 0, int most = int.MaxValue)
    {
        Required(attribute);
        return Number(attribute, least, most)!.Value;
    }

    public PolicyValue Text()
    {
        foreach (var text in element.Nodes().OfType<XText>())
            _read.Add(text);
        var first = element.Nodes().OfType<XText>().FirstOrDefault();
        return ValueOf((XObject?)first ?? element, element.Value);
    }

    /// <summary>The text, of which nothing else is asked, and which is no expression.</summary>
    public string LiteralText() => Finish(Text()).Literal is { } text
        ? text.Trim()
        : throw Position.Error($"<{Name}> has an expression; policy expressions aren't allowed there");

    /// <summary>All of that name.</summary>
    public PolicyElement[] Children(string name) => [.. element.Elements(name).Select((child, at) => Child(child, at))];

    public PolicyElement? OnlyChild(string name) => Children(name) switch
    {
        [] => null,
        [var only] => only,
        [_, var second, ..] => throw second.Position.Error($"<{Name}> has more than one <{name}>; allowed: one"),
    };

    /// <summary>All, as statements.</summary>
    public PolicyStatement[] Statements() => [.. element.Elements().SelectMany((child, at) => PolicyCatalog.Read(Child(child, at)))];

    /// <summary>The values of what is listed, as <c>&lt;audiences&gt;&lt;audience&gt;…</c>.</summary>
    public PolicyValue[] List(string list, string item)
    {
        if (OnlyChild(list) is not { } found)
            return [];
        var values = found.Children(item).Select(each => each.Finish(each.Text())).ToArray();
        return found.Finish(values);
    }

    /// <exception cref="GatewayStartException">Something was not asked for.</exception>
    public T Finish<T>(T result)
    {
        foreach (var attribute in element.Attributes().Where(each => !each.IsNamespaceDeclaration && !_read.Contains(each)))
            throw document.PositionOf(attribute).Error($"<{Name}> has an attribute '{attribute.Name}', which is unknown here");
        foreach (var child in element.Elements().Where(each => !_read.Contains(each)))
            throw document.PositionOf(child).Error($"<{Name}> has an element <{child.Name}>, which is unknown here");
        var text = element.Nodes().OfType<XText>().FirstOrDefault(each => !_read.Contains(each) && !string.IsNullOrWhiteSpace(each.Value));
        return text is null ? result : throw document.PositionOf(text).Error($"<{Name}> has a text, '{text.Value.Trim()}', and takes none");
    }

    public void ReadId() => Id = Literal("id");

    private PolicyElement Child(XElement child, int at)
    {
        _read.Add(child);
        return new(child, document, reading, $"{path}/{child.Name.LocalName}[{at + 1}]");
    }

    private PolicyValue ValueOf(XObject source, string text)
    {
        _read.Add(source);
        var value = NamedValue().Replace(
            text, match => reading.Resources.NamedValues.Get(match.Groups[1].Value, document.PositionOf(source).Error));
        var code = ExpressionText.Of(value, at => document.PositionOf(source, at));
        return code is null ? new(value, null) : new(null, reading.Expressions.Add(code, mayBeSecret: value != text));
    }

    [GeneratedRegex(@"\{\{([A-Za-z0-9\-._]+)\}\}")]
    private static partial Regex NamedValue();
}
