#:property PublishAot=false

// The one command. It builds the tool, which has the verbs, where anything of it has changed, and hands all arguments over to it.
// No package is referenced here, so that this much runs with no network at all.

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

var root = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
var alone = Alone();
var folder = Directory.CreateDirectory(Path.Combine(root, "artifacts", "tool")).FullName;
var (tool, stamp, sources) = (Path.Combine(folder, "Platform.Tool.dll"), Path.Combine(folder, "sources"), Sources());
if (!File.Exists(tool) || !File.Exists(stamp) || File.ReadAllText(stamp) != sources)
{
    Console.Error.WriteLine("Building local/Tool, which has the verbs (where it has changed).");
    File.Delete(stamp);
    if (Build() is var code and not 0)
        return code;
    File.WriteAllText(stamp, sources);
}

alone.Dispose();

// Ctrl-C and SIGTERM are the tool's, which ends what it started, and then itself
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
using var process = Process.Start("dotnet", [tool, .. args]);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, PassOn);
process.WaitForExit();
return process.ExitCode;

// As a build looks at it: by name, length and time
string Sources()
{
    string[] folders = [Path.Combine("local", "Tool"), Path.Combine("eng", "Verbs")];
    var files = folders.SelectMany(folder => new DirectoryInfo(Path.Combine(root, folder)).EnumerateFiles("*", SearchOption.AllDirectories))

        .Concat(new DirectoryInfo(root).EnumerateFiles("*.props"))
        .Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}").Order(StringComparer.Ordinal);
    return Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{RuntimeInformation.FrameworkDescription}\n{string.Join('\n', files)}")));
}

// Two that are begun at once would build over each other
FileStream Alone()
{
    var file = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "artifacts")).FullName, "tool.lock");
    while (true)
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            Thread.Sleep(100);
        }
}

int Build()
{
    var start = new ProcessStartInfo(
        "dotnet", ["publish", Path.Combine("local", "Tool"), "-c", "Release", "--nologo", "-v", "q", "-o", folder, "-p:RunAnalyzers=false"])
    {
        WorkingDirectory = root,
        RedirectStandardOutput = true,
    };
    using var build = Process.Start(start)!;
    var output = build.StandardOutput.ReadToEnd();
    build.WaitForExit();
    if (build.ExitCode != 0)
        Console.Error.WriteLine($"local/Tool does not build:\n{output.Trim()}");
    return build.ExitCode;
}

void PassOn(PosixSignalContext context)
{
    context.Cancel = true;
    if (OperatingSystem.IsWindows())
        process.Kill();
    else
        Process.Start("kill", ["-TERM", $"{process.Id}"]).Dispose();
}
