namespace Platform.Tool.Setup;

/// <summary>The inference server needs no Pulumi package.</summary>
internal static class ServerBuild
{
    public static Task MakeAsync() => Build.PlainAsync("app/Inference/Platform.Inference.csproj");
}
