using Platform.Tool.Processes;

namespace Platform.Tool.Setup;

/// <summary>A stack's plan in a file, for programs that run what it deploys.</summary>
internal static class StackPlan
{
    public static async Task<string> WriteAsync(string stack, DirectoryInfo folder)
    {
        var file = Path.Combine(folder.FullName, "plan.json");
        var review = await ReviewBuild.MakeAsync();
        return await Run.ForwardAsync(
            review, ["plan", "--root", Repository.Root, "--stack", stack, "--format", "json", "--output", file]) == 0
            ? file
            : throw new FailedException($"the plan of {stack} cannot be made");
    }
}
