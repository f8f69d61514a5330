using System.CommandLine;
using Platform.Tool.Processes;
using Platform.Tool.Setup;
using Platform.Verbs;

namespace Platform.Tool.Models;

/// <summary><c>serve</c>: the inference server alone.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var port = PortOption.Create();
        var models = Options.Existing("--models", "DIR", "folder of <model>/<version>/model.onnx, instead of the bundled models");
        var name = Options.Text("--default", "NAME", "the model behind /predict, /score and /invocations");
        var command = Verb.Serve.ToCommand(port, models, name);
        command.SetAction((parsed, _) => RunAsync(FreePort.Of(parsed.GetValue(port)), parsed.GetValue(models), parsed.GetValue(name)));
        return command;
    }

    private static async Task<int> RunAsync(int port, string? models, string? name)
    {
        await ServerBuild.MakeAsync();
        List<string> settings = ["--urls", $"http://127.0.0.1:{port}"];
        if (models is not null)
            settings.AddRange(["--Models:Root", models]);
        if (name is not null)
            settings.AddRange(["--Models:Default", name]);
        using var server = Run.Start(Programs.Server, settings);
        using var signals = new Signals(server);
        await server.WaitForExitAsync();
        return server.ExitCode;
    }
}
