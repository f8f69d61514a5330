using System.Text;

namespace Platform.Review.Report.Graphs;

/// <summary>The styles and scripts in <c>Graph/Page</c>, which are part of the program.</summary>
internal static class PageFile
{
    /// <returns>With line ends in LF, whatever the checkout has.</returns>
    public static string Read(string name)
    {
        using var stream = typeof(PageFile).Assembly.GetManifestResourceStream($"Graph/Page/{name}")
            ?? throw new InvalidOperationException($"There is no page file '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
