using System.Text;
using Platform.Review.Report.Summaries;

namespace Platform.Review.Tests.Report.Summaries;

public sealed class TextTableTests
{
    [Fact]
    public void Write_Rows_AlignsColumnsAndShortensLongCells()
    {
        var text = new StringBuilder();

        TextTable.Write(text, ["name", "dev"], [["a longer name", "1"], ["b", new string('x', 60)]]);

        Assert.Equal($"name           dev\na longer name  1\nb              {new string('x', 47)}…\n", text.ToString());
    }
}
