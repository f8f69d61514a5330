using System.IO.MemoryMappedFiles;

namespace Platform.Rehearsal.Clocks;

/// <summary>How far the rehearsal's time is from the machine's, in a file that every process has mapped: they all jump at once.</summary>
internal sealed class ClockFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private ClockFile(string path, FileMode mode)
    {
        _file = MemoryMappedFile.CreateFromFile(path, mode, null, sizeof(long));
        _view = _file.CreateViewAccessor(0, sizeof(long));
    }

    public TimeSpan Offset
    {
        get => new(_view.ReadInt64(0));
        set => _view.Write(0, value.Ticks);
    }

    public static ClockFile Create(string path, TimeSpan offset) => new(path, FileMode.CreateNew) { Offset = offset };

    public static ClockFile Open(string path) => new(path, FileMode.Open);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
