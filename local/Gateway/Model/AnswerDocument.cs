namespace Platform.Gateway.Model;

/// <summary>An answer that an operation's document describes.</summary>
/// <param name="Status">A status code, or <c>default</c>.</param>
/// <param name="Example">Null: there is none.</param>
internal sealed record AnswerDocument(string Status, string Type, string? Example);
