using System.CommandLine;
using Platform.Tool.Processes;
using Platform.Tool.Setup;
using Platform.Verbs;

namespace Platform.Tool.Models;

/// <summary><c>model</c>: the server looks at a model's folder.</summary>
internal static class ModelCommand
{
    public static Command Create()
    {
        var folder = Options.ExistingArgument("DIR", "the folder, with or without versions in it, or just an .onnx file");
        var write = Options.Switch("--write", "write what is missing into its model.json");
        var command = Verb.Model.ToCommand(folder, write);
        command.SetAction(async (parsed, _) =>
        {
            Progress.IsAside = true;
            await ServerBuild.MakeAsync();
            return await Run.ForwardAsync(
                Programs.Server,
                ["model", parsed.GetRequiredValue(folder), .. parsed.GetValue(write) ? ["--write"] : Array.Empty<string>()]);
        });
        return command;
    }
}
