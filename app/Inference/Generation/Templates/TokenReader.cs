namespace Platform.Inference.Generation.Templates;

/// <summary>The tokens of a template, one after the other.</summary>
internal sealed class TokenReader(List<Token> tokens)
{
    private int _at;

    public Token Next => tokens[_at];

    /// <summary>The one after the next.</summary>
    public Token Second => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public Token Take() => tokens[_at < tokens.Count - 1 ? _at++ : _at];

    public bool TryTake(string value)
    {
        if (!Next.Is(value))
            return false;
        _at++;
        return true;
    }

    public void Expect(string value)
    {
        if (!TryTake(value))
            throw Wrong($"expected '{value}'");
    }

    public void Expect(TokenKind kind, string written)
    {
        if (Take().Kind != kind)
            throw new TemplateException($"line {tokens[Math.Max(0, _at - 1)].Line}: expected '{written}'");
    }

    public string TakeName() => Next.Kind == TokenKind.Name ? Take().Value : throw Wrong("expected a name");

    public TemplateException Wrong(string expected) => new($"line {Next.Line}: '{Next.Value}' is not understood; {expected}");
}
