using System.Globalization;

namespace Platform.Billing.Tests;

/// <summary>A usage log that a test writes, as the server does.</summary>
internal sealed class LogFile
{
    private const long HourMilliseconds = 3_600_000;
    private readonly long _start = Plan.Always.ToUnixTimeMilliseconds();
    private int _calls;

    public LogFile(string root, string name, int openedAt = 0)
    {
        (Name, Path) = (name, System.IO.Path.Combine(root, name));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        Line($$"""{"v":1,"log":"{{name}}","opened":{{At(openedAt)}}}""");
    }

    public string Name { get; }

    public string Path { get; }

    /// <param name="at">Hours after the clock's start.</param>
    /// <param name="sid">Whose.</param>
    /// <param name="count">How many, each of two rows and three microseconds.</param>
    public LogFile Call(int at = 0, string sid = "sub-1", int count = 1)
    {
        for (; count > 0; count--)
            Line($$"""{"s":{{++_calls}},"t":{{At(at)}},"sub":"{{sid}}","prod":"basic","model":"iris","ver":"1","rows":2,"us":3}""");
        return this;
    }

    /// <summary>Many calls with one write.</summary>
    public LogFile Calls(int count)
    {
        File.AppendAllLines(Path, Enumerable.Range(1, count).Select(n =>
            $$"""{"s":{{_calls + n}},"t":{{At(n % 40)}},"sub":"sub-{{n % 7}}","prod":"basic","model":"iris","ver":"1","rows":2,"us":3}"""));
        _calls += count;
        return this;
    }

    /// <summary>Everything until then is written.</summary>
    public LogFile Mark(int at) => Line($$"""{"mark":{{At(at)}},"s":{{_calls}}}""");

    public LogFile Close(int at = 0) => Line($$"""{"closed":{{At(at)}},"s":{{_calls}}}""");

    public LogFile Line(string text)
    {
        File.AppendAllText(Path, text + "\n");
        return this;
    }

    private string At(int hours) => (_start + hours * HourMilliseconds).ToString(CultureInfo.InvariantCulture);
}
