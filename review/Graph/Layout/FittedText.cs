namespace Platform.Review.Graph.Layout;

/// <summary>Texts cut to what there is room for, by widths that no common system font goes beyond.</summary>
internal static class FittedText
{
    /// <summary>Pixels of a character, by what it is part of; the styles are in Page/graph.css.</summary>
    public const double Title = 7.6;

    /// <inheritdoc cref="Title"/>
    public const double Name = 6.7;

    /// <inheritdoc cref="Title"/>
    public const double Label = 6;

    public static string Of(string text, int width, double perCharacter)
    {
        var room = Math.Max(1, (int)(width / perCharacter));
        return text.Length <= room ? text : $"{text[..(room - 1)].TrimEnd(' ', ',', '-', '{')}…";
    }
}
