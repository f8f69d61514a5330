using System.Text;

namespace Platform.Inference.Generation.Templates;

/// <summary>
/// Splits a template into tokens. A line break after a tag, and blanks before one that begins its line, are no text, as the transformers
/// library has it: trim_blocks and lstrip_blocks.
/// </summary>
internal sealed class Lexer(string source)
{
    private static readonly string[] _signs = [
        "==", "!=", "<=", ">=", "//", "**", "(", ")", "[", "]", "{", "}", ".", ",", ":", "|", "~", "+", "-", "*", "/", "%", "<", ">", "=",
    ];
    private readonly List<Token> _tokens = [];
    private int _at;
    private bool _trimsNext;

    private int Line => source.AsSpan(0, Math.Min(_at, source.Length)).Count('\n') + 1;

    /// <exception cref="TemplateException">A tag is not closed, or has a sign that is none.</exception>
    public List<Token> Read()
    {
        while (_at < source.Length)
        {
            var open = NextTag();
            AddText(open);
            _at = open;
            if (_at == source.Length)
                break;
            ReadTag(source[_at + 1]);
        }

        _tokens.Add(new Token(TokenKind.End, "", Line));
        return _tokens;
    }

    private int NextTag()
    {
        for (var i = _at; i + 1 < source.Length; i++)
            if (source[i] == '{' && source[i + 1] is '{' or '%' or '#')
                return i;
        return source.Length;
    }

    private void AddText(int end)
    {
        var text = source[_at..end];
        if (_trimsNext)
            text = text.TrimStart();
        _trimsNext = false;
        if (end < source.Length)
        {
            var trims = end + 2 < source.Length && source[end + 2] == '-';
            text = trims
                ? text.TrimEnd()
                : source[end + 1] == '{' ? text : WithoutIndent(text, isWhole: _at == 0 || source[_at - 1] == '\n');
        }

        if (text.Length > 0)
            _tokens.Add(new Token(TokenKind.Text, text, Line));
    }

    private static string WithoutIndent(string text, bool isWhole)
    {
        var cut = text.TrimEnd(' ', '\t');
        return cut.EndsWith('\n') || (cut.Length == 0 && isWhole) ? cut : text;
    }

    private void ReadTag(char kind)
    {
        var line = Line;
        _at += 2;
        if (_at < source.Length && source[_at] is '-' or '+')
            _at++;
        if (kind == '#')
        {
            SkipComment(line);
            return;
        }

        var close = kind == '{' ? "}}" : "%}";
        _tokens.Add(new Token(kind == '{' ? TokenKind.BeginOutput : TokenKind.BeginTag, "", line));
        while (!TryClose(close))
            ReadToken(line);
        _tokens.Add(new Token(kind == '{' ? TokenKind.EndOutput : TokenKind.EndTag, "", Line));
    }

    private void SkipComment(int line)
    {
        var end = source.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0)
            throw new TemplateException($"line {line}: a comment is not closed");
        _trimsNext = source[end - 1] == '-';
        _at = end + 2;
        SkipLineBreak();
    }

    private bool TryClose(string close)
    {
        while (_at < source.Length && char.IsWhiteSpace(source[_at]))
            _at++;
        var rest = source.AsSpan(_at);
        _trimsNext = rest.StartsWith("-") && rest[1..].StartsWith(close);
        if (!_trimsNext && !rest.StartsWith(close))
            return false;
        _at += close.Length + (_trimsNext ? 1 : 0);
        if (close == "%}")
            SkipLineBreak();
        return true;
    }

    private void SkipLineBreak()
    {
        if (_at < source.Length && source[_at] == '\n')
            _at++;
    }

    private void ReadToken(int line)
    {
        if (_at >= source.Length)
            throw new TemplateException($"line {line}: a tag is not closed");
        var first = source[_at];
        if (first is '"' or '\'')
            _tokens.Add(new Token(TokenKind.String, ReadString(first, line), line));
        else if (char.IsAsciiDigit(first))
            _tokens.Add(new Token(TokenKind.Number, ReadWhile(character => char.IsAsciiDigit(character) || character == '.'), line));
        else if (char.IsAsciiLetter(first) || first == '_')
            _tokens.Add(new Token(TokenKind.Name, ReadWhile(character => char.IsAsciiLetterOrDigit(character) || character == '_'), line));
        else
            ReadSign(line);
    }

    private void ReadSign(int line)
    {
        var sign = Array.Find(_signs, sign => source.AsSpan(_at).StartsWith(sign))
            ?? throw new TemplateException($"line {line}: '{source[_at]}' is no sign of a template");
        _tokens.Add(new Token(TokenKind.Sign, sign, line));
        _at += sign.Length;
    }

    private string ReadWhile(Func<char, bool> belongs)
    {
        var start = _at;
        while (_at < source.Length && belongs(source[_at]))
            _at++;
        return source[start.._at];
    }

    private string ReadString(char quote, int line)
    {
        var text = new StringBuilder();
        for (_at++; _at < source.Length && source[_at] != quote; _at++)
            text.Append(
                source[_at] != '\\' || _at + 1 == source.Length
                    ? source[_at]
                    : source[++_at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
        if (_at == source.Length)
            throw new TemplateException($"line {line}: a text is not closed");
        _at++;
        return text.ToString();
    }
}
