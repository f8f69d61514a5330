using System.Text;

namespace Platform.Review.Report;

/// <summary>A comment on a pull request as it grows: it takes what fits, and keeps room to say what did not.</summary>
internal sealed class Comment
{
    /// <summary>
    /// In bytes of UTF-8. GitHub's limit is 65,536 characters; what a workflow puts above, to find the comment again, wants some.
    /// </summary>
    public const int Limit = 65_000;

    private readonly StringBuilder _text = new();
    private int _size;

    /// <param name="start">What is there in any case.</param>
    public Comment(string start) => Append(start);

    public static int Size(string text) => Encoding.UTF8.GetByteCount(text);

    public static string Folded(string title, string body)
        => $"\n<details>\n<summary>{Markdown.Html(title)}</summary>\n\n{body}</details>\n";

    /// <param name="reserve">How much is to be left free after it.</param>
    public bool TryAppend(string part, int reserve)
    {
        if (_size + Size(part) > Limit - reserve)
            return false;
        Append(part);
        return true;
    }

    public void Append(string part)
    {
        _text.Append(part);
        _size += Size(part);
    }

    public override string ToString() => _text.ToString();
}
