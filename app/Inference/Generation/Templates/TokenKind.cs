namespace Platform.Inference.Generation.Templates;

/// <summary>What a part of a template is.</summary>
internal enum TokenKind
{
    /// <summary>Text between tags.</summary>
    Text,

    /// <summary><c>{{</c></summary>
    BeginOutput,

    /// <summary><c>}}</c></summary>
    EndOutput,

    /// <summary><c>{%</c></summary>
    BeginTag,

    /// <summary><c>%}</c></summary>
    EndTag,

    Name,

    String,

    Number,

    /// <summary>An operator or a bracket.</summary>
    Sign,

    End,
}
