namespace Platform.Inference.Generation.Templates;

/// <param name="Kind">What it is.</param>
/// <param name="Value">As it is written; of a string, what it says.</param>
/// <param name="Line">Where it stands, from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Value, int Line)
{
    public bool Is(string value) => Kind is TokenKind.Name or TokenKind.Sign && Value == value;
}
